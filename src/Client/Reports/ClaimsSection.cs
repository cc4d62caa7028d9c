using System.Globalization;
using System.Xml.Linq;
using JsccGrid.Curves.Claims;
using static JsccGrid.Client.Reports.Html;

namespace JsccGrid.Client.Reports;

/// <summary>Claims with verdicts.</summary>
internal static class ClaimsSection
{
    public static XElement Render(IReadOnlyList<Claim> claims) => Tag("section", Attribute("id", "claims"),
        Tag("h2", "Claims, tested on these data"),
        Tag("p", Counts(claims) + ". Each rule was fixed before the data. A number decides when Student’s one-sided test rejects "
            + "the opposite at 5 %, corrected for their number where one of several is enough; a verdict is about this data set "
            + "and recipe. One seed gives an indication at most: another training may say otherwise. The lead is the re-ID "
            + "baseline’s top-1 minus chance."),
        Tag("div.claims", claims.Select(Card)));

    private static string Counts(IReadOnlyList<Claim> claims) => "Verdicts: " + string.Join(", ", Enum.GetValues<ClaimVerdict>()
        .Select(verdict => (Title: verdict.Title(), Count: claims.Count(claim => claim.Verdict == verdict)))
        .Where(verdict => verdict.Count > 0)
        .Select(verdict => string.Create(CultureInfo.InvariantCulture, $"{verdict.Title} ({verdict.Count})")));

    private static XElement Card(Claim claim) => Tag("article." + Style(claim.Verdict),
        Tag("div.verdict", Tag("span.badge", claim.Verdict.Title()), Tag("p.small", ReportText.Sample(claim))),
        Tag("div.body",
            Tag("h3",
                $"{claim.Number.ToString(CultureInfo.InvariantCulture)}. {claim.Statement}",
                " ", Tag("span.source", $"§ {claim.Section}")),
            Tag("p", claim.Evidence),
            claim.Basis.Length == 0 ? null : Tag("p.small", claim.Basis),
            Details("Rule", Tag("p", claim.Rule))));

    private static string Style(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.NotSupported => "not-supported",
        ClaimVerdict.IndicationFor => "indication-for",
        ClaimVerdict.IndicationAgainst => "indication-against",
        _ => "open",
    };
}
