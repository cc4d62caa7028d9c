namespace JsccGrid.Client.Reports;

/// <summary>The report's style sheet. It may not hold '&amp;' or '&lt;', which XML would escape.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { --page: #f5f7fa; --card: #ffffff; --text: #1f2933; --muted: #5d6875; --line: #dfe4ea; --accent: #0b5cad;
          --good: #0a7a55; --good-bg: #e3f5ee; --bad: #a3342a; --bad-bg: #fbe9e7; --open: #5d6875; --open-bg: #eceff3; --note: #8a4600; --note-bg: #fff3e2; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --page: #0f1319; --card: #171c24; --text: #e6eaf0; --muted: #98a4b3; --line: #2b333f; --accent: #7cb8f5;
            --good: #5fd3a8; --good-bg: #12342a; --bad: #ff9d92; --bad-bg: #41201d; --open: #a9b4c2; --open-bg: #28303b; --note: #ffc48a; --note-bg: #3a2a16; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 Inter, system-ui, sans-serif; }
        main { max-width: 1040px; margin: 0 auto; padding: 40px 24px 64px; }
        h1 { font-size: 2.3rem; line-height: 1.15; margin: 0 0 8px; font-weight: 600; overflow-wrap: anywhere; }
        h2 { font-size: 1.3rem; margin: 0 0 12px; font-weight: 600; }
        h3 { font-size: 1rem; margin: 0 0 4px; font-weight: 600; }
        p { margin: 0 0 12px; }
        a { color: var(--accent); }
        code, pre { font: 0.88em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
        pre { margin: 0; padding: 14px 16px; background: var(--page); border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
        strong, th { font-weight: 600; }
        .eyebrow { color: var(--muted); font-size: 0.85rem; margin: 0 0 6px; }
        .lead { font-size: 1.1rem; color: var(--muted); margin-bottom: 20px; }
        .small, .source { color: var(--muted); font-size: 0.88rem; }
        .source { font-weight: 400; white-space: nowrap; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin-top: 20px; }
        dl { margin: 0; }
        dd { margin: 0; overflow-wrap: anywhere; }
        dt { color: var(--muted); font-size: 0.85rem; }
        .facts { display: flex; flex-wrap: wrap; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
        .facts div { flex: 1 1 145px; padding: 12px 16px; box-shadow: 1px 1px 0 var(--line); }
        .facts dd { font-weight: 600; }
        .list div { display: grid; grid-template-columns: 220px 1fr; gap: 16px; padding: 7px 0; border-top: 1px solid var(--line); }
        .list div:first-child { border-top: 0; }
        .list dt { font-size: 0.95rem; }
        .notice { margin: 20px 0 0; padding: 14px 18px; border-radius: 10px; background: var(--note-bg); color: var(--note); border: 1px solid currentColor; }
        .notice a { color: inherit; }
        article { display: grid; grid-template-columns: 216px 1fr; gap: 16px; padding: 16px 0; border-top: 1px solid var(--line); }
        article p { margin: 0; }
        .verdict p { margin-top: 6px; }
        .badge { display: inline-block; padding: 2px 10px; border: 1px solid transparent; border-radius: 999px; font-size: 0.82rem; font-weight: 600; white-space: nowrap; }
        .supported .badge { color: var(--good); background: var(--good-bg); }
        .not-supported .badge { color: var(--bad); background: var(--bad-bg); }
        .indication-for .badge { color: var(--good); border-color: currentColor; }
        .indication-against .badge { color: var(--bad); border-color: currentColor; }
        .open .badge { color: var(--open); background: var(--open-bg); }
        article details { margin: 6px 0 0; font-size: 0.92rem; color: var(--muted); }
        figure { margin: 0; }
        figure svg { display: block; width: 100%; height: auto; max-width: 880px; margin: 0 auto; }
        figcaption { color: var(--muted); font-size: 0.95rem; margin-top: 12px; }
        figcaption strong { color: var(--note); }
        .dark { display: none; }
        @media screen and (prefers-color-scheme: dark) { .light { display: none; } .dark { display: block; } }
        details { margin: 12px 0; }
        summary { cursor: pointer; color: var(--accent); }
        .scroll { overflow-x: auto; margin-top: 8px; }
        table { border-collapse: collapse; width: 100%; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { color: var(--muted); white-space: nowrap; }
        .number { text-align: right; padding: 6px 0 6px 12px; white-space: nowrap; }
        ul { margin: 0; padding-left: 20px; }
        li { margin-bottom: 4px; overflow-wrap: anywhere; }
        footer { color: var(--muted); font-size: 0.88rem; margin-top: 24px; }
        @media (max-width: 640px) { main { padding: 24px 14px; } section { padding: 18px 14px; } article, .list div { grid-template-columns: 1fr; gap: 4px; } }
        @media print { body { background: #ffffff; font-size: 10pt; } main { max-width: none; padding: 0; } section { border: 0; padding: 0; margin-top: 22px; }
          figure, article, tr, pre { break-inside: avoid; } h2, h3 { break-after: avoid; } figure svg { max-width: 540px; } article details { display: none; } }
        """;
}
