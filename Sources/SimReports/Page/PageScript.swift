/// The script that draws the charts of the page with the colours of its style; it asks nothing of any network.
enum PageScript {
  static let text = """
    (function () {
      "use strict";
      var dark = window.matchMedia("(prefers-color-scheme: dark)");
      var language = document.documentElement.lang;
      if (language === "nl") {
        Plotly.register({moduleType: "locale", name: "nl", dictionary: {}, format: {decimal: ",", thousands: "."}});
      }
      function colours() {
        var style = getComputedStyle(document.documentElement);
        var ink = style.getPropertyValue("--ink").trim(), line = style.getPropertyValue("--line").trim();
        var axis = {color: ink, gridcolor: line, linecolor: line, zerolinecolor: ink};
        return {ink: ink, axis: axis};
      }
      function merged(layout) {
        var now = colours(), result = Object.assign({}, layout);
        result.paper_bgcolor = result.plot_bgcolor = "rgba(0,0,0,0)";
        result.font = {color: now.ink, size: 13, family: getComputedStyle(document.body).fontFamily};
        result.separators = language === "nl" ? ",." : ".,";
        Object.keys(layout).filter(function (name) { return /^[xy]axis/.test(name); }).forEach(function (name) {
          result[name] = Object.assign({}, now.axis, layout[name]);
        });
        result.height = result.height || 430;
        return result;
      }
      var charts = Array.prototype.map.call(document.querySelectorAll("[data-chart]"), function (place) {
        var source = JSON.parse(document.getElementById(place.getAttribute("data-chart")).textContent);
        Plotly.newPlot(place, source.data, merged(source.layout), {
          displayModeBar: false, responsive: true, locale: language
        });
        return {place: place, layout: source.layout};
      });
      function redraw() {
        charts.forEach(function (chart) { Plotly.relayout(chart.place, merged(chart.layout)); });
      }
      dark.addEventListener("change", redraw);
      window.addEventListener("beforeprint", function () {
        charts.forEach(function (chart) { Plotly.relayout(chart.place, {width: 680}); });
        redraw();
      });
      window.addEventListener("afterprint", redraw);
    })();
    """
}
