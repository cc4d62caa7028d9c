using System.Globalization;
using System.Xml.Linq;
using JsccGrid.Experiments.Curves.Claims;
using static JsccGrid.Client.Reports.Html;

namespace JsccGrid.Client.Reports;

/// <summary>The paper's claims with verdicts.</summary>
internal static class ClaimsSection
{
    public static XElement Render(IReadOnlyList<Claim> claims, RunReport report) => Tag("section", Attribute("id", "claims"),
        Tag("h2", "The paper’s claims, tested on these data"),
        Tag("p", Counts(claims) + ". Each rule was fixed before the data. A number decides when it lies beyond its threshold by Student’s "
            + "one-sided 95 % margin; a verdict is about this data set and recipe"
            + (report.Grid.Seeds.Count == 1 ? ", and with one seed about this one training." : ".")),
        Tag("div.claims", claims.Select(Card)));

    private static string Counts(IReadOnlyList<Claim> claims) => string.Join(", ", Enum.GetValues<ClaimVerdict>()
        .Select(verdict => $"{claims.Count(claim => claim.Verdict == verdict)} {verdict.Title()}"));

    private static XElement Card(Claim claim) => Tag("article." + Style(claim.Verdict),
        Tag("div.verdict", Tag("span.badge", claim.Verdict.Title())),
        Tag("div.body",
            Tag("h3", $"{claim.Number.ToString(CultureInfo.InvariantCulture)}. {claim.Statement}", " ", Tag("span.source", $"§ {claim.Section}")),
            Tag("p", claim.Evidence),
            claim.Basis.Length == 0 ? null : Tag("p.small", claim.Basis),
            Details("Rule", Tag("p", claim.Rule))));

    private static string Style(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.NotSupported => "not-supported",
        _ => "open",
    };
}
