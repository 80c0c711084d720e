/// How the page looks: on screens light and dark, on paper A4. Every colour of text has a contrast of 4.5 or more.
enum PageStyle {
  static let text = """
    :root{--paper:#ffffff;--ink:#1a1a1a;--soft:#4a4a4a;--line:#c9c9c9;--band:#f3f5f7;--link:#00529b;--notice:#fff6df}
    @media (prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#eceff1;--soft:#b8c0c8;--line:#4a525a;\
    --band:#20252b;--link:#8ec5ff;--notice:#3a3115}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth}
    body{margin:0 auto;max-width:62rem;padding:1rem 1.25rem 3rem;background:var(--paper);color:var(--ink);\
    font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    h1{font-size:1.9rem;line-height:1.2;margin:1rem 0 .3rem}
    h2{font-size:1.45rem;margin:2.6rem 0 .3rem;padding-top:.6rem;border-top:2px solid var(--line)}
    h3{font-size:1.1rem;margin:1.6rem 0 .2rem}
    p{margin:.3rem 0 .8rem;max-width:48rem}
    a{color:var(--link)}
    a:focus-visible,summary:focus-visible,.wide:focus-visible{outline:3px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:-99rem}
    .skip:focus{position:static}
    nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:.8rem 0;padding:0}
    figure,.plain{margin:0 0 1.6rem}
    figcaption,.plain p,caption{color:var(--soft)}
    caption{text-align:left;padding:.2rem 0 .5rem}
    .chart{width:100%;min-height:26rem}
    .notice{background:var(--notice);padding:.5rem .8rem;border-left:4px solid #b37700}
    .wide{overflow-x:auto;max-height:44rem;overflow-y:auto}
    table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
    th,td{padding:.28rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    thead th{background:var(--band);position:sticky;top:0}
    td.n{text-align:right;white-space:nowrap}
    th[scope=row]{font-weight:500;overflow-wrap:anywhere}
    td.w{overflow-wrap:anywhere;min-width:5.5rem}
    summary{cursor:pointer;color:var(--link);padding:.3rem 0}
    footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--soft)}
    @page{size:A4;margin:16mm 14mm}
    @media print{
    :root{--paper:#ffffff;--ink:#000000;--soft:#333333;--line:#999999;--band:#eeeeee;--link:#000000;--notice:#ffffff}
    body{max-width:none;padding:0;font-size:10pt}
    nav,.skip,details{display:none}
    .wide{max-height:none;overflow:visible}
    thead th{position:static}
    table{font-size:8pt}
    th,td{padding:.2rem .35rem}
    td.n{white-space:normal;overflow-wrap:anywhere}
    td.w{min-width:0}
    figure,tr{break-inside:avoid}
    h2,h3,caption{break-after:avoid}
    .chart{min-height:0}
    }
    """
}
