using System.Text.RegularExpressions;

namespace JsccGrid.Worker.Trainers;

/// <summary>
/// What training processes inherit of this process's environment: all but secrets, of which they need none. They load code and data
/// of others, and what they write to their log is shown to many. What they need is given to them in their plan.
/// </summary>
internal static partial class TrainerEnvironment
{
    private const string Telemetry = "OTEL_";

    /// <summary>Takes out of an environment what no training process should know.</summary>
    public static void Scrub(IDictionary<string, string?> environment)
    {
        foreach (var (name, value) in environment.ToList())
            if (IsSecret(name, value)) environment.Remove(name);
    }

    /// <summary>
    /// Whether a variable is, or may well be, a secret that a training process has no use for. It sends its traces itself.
    /// </summary>
    public static bool IsSecret(string name, string? value) =>
        !name.StartsWith(Telemetry, StringComparison.Ordinal)
            && (SecretName().IsMatch(name) || (value is not null && SecretValue().IsMatch(value)));

    /// <summary>
    /// Settings of this program (JsccGrid__Cluster__Redis), of Azure's and other clients, and whatever calls itself a secret.
    /// </summary>
    [GeneratedRegex(
        "^(JsccGrid__|AZURE_|AZURITE_|MSI_|IDENTITY_|AWS_|REDIS|ConnectionStrings__)|PASSWORD|PASSWD|SECRET"
        + "|SSH_AUTH_SOCK|TOKEN(?!IZER)|CREDENTIAL"
        + "|CONNECTION_?STRING|API_?KEY|ACCESS_?KEY|ACCOUNT_?KEY|PRIVATE_?KEY|_KEY$|_SAS$|_PWD$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    /// <summary>Connection strings of storage accounts and Redis, and addresses with a password, whatever they are called.</summary>
    [GeneratedRegex("AccountKey=|SharedAccessSignature=|[?&]sig=|password=|^[a-z]+://[^/@ ]*:[^/@ ]*@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretValue();
}
