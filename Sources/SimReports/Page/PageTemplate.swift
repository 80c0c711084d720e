/// The template of a page, in Mustache; double braces escape, triple ones hold text that is escaped already.
enum PageTemplate {
  static let page = """
    <!DOCTYPE html>
    <html lang="{{language}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#content">{{skip}}</a>
    <header>
    <h1>{{title}}</h1>
    <p>{{subtitle}}</p>
    {{#notices}}<p class="notice">{{.}}</p>
    {{/notices}}</header>
    <nav aria-label="{{contents}}">
    <ul>
    {{#sections}}<li><a href="#{{id}}">{{title}}</a></li>
    {{/sections}}</ul>
    </nav>
    <main id="content" tabindex="-1">
    {{#sections}}
    <section id="{{id}}" aria-labelledby="{{id}}-title">
    <h2 id="{{id}}-title">{{title}}</h2>
    <p>{{intro}}</p>
    {{#missing}}<p class="notice">{{.}}</p>
    {{/missing}}
    {{#figures}}
    {{#chart}}
    <figure id="{{id}}" role="group" aria-labelledby="{{id}}-title">
    <h3 id="{{id}}-title">{{title}}</h3>
    <figcaption id="{{id}}-note">{{note}}</figcaption>
    <div class="chart" role="img" aria-labelledby="{{id}}-title" aria-describedby="{{id}}-note" \
    data-chart="{{id}}-data"></div>
    <script type="application/json" id="{{id}}-data">{{{chart}}}</script>
    <details>
    <summary>{{dataWord}} ({{file}})</summary>
    {{> table}}
    </details>
    </figure>
    {{/chart}}
    {{^chart}}
    <div class="plain" id="{{id}}">
    <h3>{{title}}</h3>
    {{#folded}}<details>
    <summary>{{dataWord}} ({{file}})</summary>{{/folded}}
    {{> table}}
    {{#folded}}</details>{{/folded}}
    </div>
    {{/chart}}
    {{/figures}}
    </section>
    {{/sections}}
    </main>
    <footer><p>{{footer}}</p></footer>
    {{#library}}<script>{{{library}}}</script>
    <script>{{{script}}}</script>{{/library}}
    </body>
    </html>

    """

  static let table = """
    <div class="wide" tabindex="0" role="region" aria-label="{{title}}">
    <table data-source="{{pivot}}">
    <caption>{{caption}}</caption>
    <thead><tr>{{#header}}<th scope="col">{{.}}</th>{{/header}}</tr></thead>
    <tbody>{{{rows}}}</tbody>
    </table>
    </div>
    """
}
