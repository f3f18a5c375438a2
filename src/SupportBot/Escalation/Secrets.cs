using System.Text;

namespace SupportBot.Escalation;

/// <summary>What kind of secret was found.</summary>
public enum SecretKind
{
    /// <summary>A private key, in whichever of the usual forms.</summary>
    PrivateKey,

    /// <summary>A key of an Azure service, or of its storage.</summary>
    AzureKey,

    /// <summary>The signature of a shared access signature.</summary>
    AccessSignature,

    /// <summary>An AWS access key, by its id or its secret.</summary>
    AwsKey,

    /// <summary>A token of GitHub's.</summary>
    GitHubToken,

    /// <summary>Another key or token of a service, or a client secret.</summary>
    ApiKey,

    /// <summary>A token by which somebody is signed in: access, refresh, identity, session, authorization code.</summary>
    Token,

    /// <summary>A password, a passphrase, a PIN.</summary>
    Password,

    /// <summary>The secret part of a connection string.</summary>
    ConnectionString,

    /// <summary>The value of a cookie.</summary>
    Cookie,

    /// <summary>The value of an authorization header.</summary>
    AuthorizationHeader,

    /// <summary>A BitLocker recovery key.</summary>
    RecoveryKey,
}

/// <summary>A secret that was taken out.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Line">On which line it began, counted from 1; null in a file that is read by its structure.</param>
/// <param name="Path">Where it stood in the file's structure, such as <c>log.entries[3].request.headers[0]</c>; null in a text.</param>
public sealed record FoundSecret(SecretKind Kind, int? Line, string? Path);

/// <summary>A text without its secrets.</summary>
/// <param name="Text">The text; each secret is replaced by <c>[removed: kind]</c>.</param>
/// <param name="Found">What was taken out, in order.</param>
public sealed record StrippedText(string Text, IReadOnlyList<FoundSecret> Found);

/// <summary>A file without its secrets, as far as they can be found.</summary>
/// <param name="Content">What it holds now; where nothing was found, what it held before, byte for byte.</param>
/// <param name="Found">What was taken out, in order.</param>
/// <param name="IsChecked">Whether all of it could be read. What is not checked may hold secrets, and a person must look.</param>
public sealed record StrippedFile(byte[] Content, IReadOnlyList<FoundSecret> Found, bool IsChecked);

/// <summary>
/// Finds secrets and takes them out before anything leaves the desk: keys, tokens, passwords, connection strings, cookies and
/// authorization headers. What an escalation needs stays: GUIDs, correlation and message ids, sign-in names, error codes, hashes.
/// </summary>
public static partial class Secrets
{
    private const string Before = "[removed: ";

    /// <summary>What stands where a secret of the kind stood.</summary>
    public static string Replacement(SecretKind kind) => Before + Written(kind) + "]";

    /// <summary>Takes the secrets out of a text.</summary>
    public static StrippedText Strip(string text)
    {
        var spans = SecretRules.FindIn(text);
        if (spans.Count == 0) return new StrippedText(text, []);
        var stripped = new StringBuilder(text.Length);
        var found = new List<FoundSecret>(spans.Count);
        var (at, line) = (0, 1);
        foreach (var span in spans)
        {
            line += text.AsSpan(at, span.Start - at).Count('\n');
            found.Add(new FoundSecret(span.Kind, line, null));
            stripped.Append(text, at, span.Start - at).Append(Replacement(span.Kind));
            line += text.AsSpan(span.Start, span.End - span.Start).Count('\n');
            at = span.End;
        }

        return new StrippedText(stripped.Append(text, at, text.Length - at).ToString(), found);
    }

    private static string Written(SecretKind kind) => kind switch
    {
        SecretKind.PrivateKey => "private key",
        SecretKind.AzureKey => "Azure key",
        SecretKind.AccessSignature => "access signature",
        SecretKind.AwsKey => "AWS key",
        SecretKind.GitHubToken => "GitHub token",
        SecretKind.ApiKey => "API key",
        SecretKind.Token => "token",
        SecretKind.Password => "password",
        SecretKind.ConnectionString => "connection string key",
        SecretKind.Cookie => "cookie",
        SecretKind.AuthorizationHeader => "authorization header",
        SecretKind.RecoveryKey => "recovery key",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
