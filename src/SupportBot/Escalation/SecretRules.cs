using System.Buffers;
using System.Text.RegularExpressions;

namespace SupportBot.Escalation;

/// <summary>A secret in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
internal readonly record struct SecretSpan(SecretKind Kind, int Start, int End);

/// <summary>
/// How secrets look: by a form of their own, or by the name that stands before them. Group <c>v</c> of a rule is the secret.
/// All patterns are of the kind that takes time in proportion to the text, since customers write what is matched.
/// </summary>
internal static class SecretRules
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase;
    private const RegexOptions Exact = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline;

    // How the mark begins that stands where a secret stood: what was stripped once is not stripped again.
    private const string TakenOut = "[removed:";

    private const string Boundary = @"(?:^|[^\p{L}\p{N}])";
    private const string Unbroken = @"(?:^|[^A-Za-z0-9+/=_\-])";

    // A value in quotes (also in those of JSON within JSON), or up to the next blank.
    private const string Value = @"(?:\\+""(?<v>[^""\\\r\n]+)|""(?<v>(?:[^""\\\r\n]|\\.)+)""|'(?<v>[^'\r\n]+)'|“(?<v>[^”\r\n]+)”|‘(?<v>[^’\r\n]+)’|«\s*(?<v>[^»\r\n]+?)\s*»|`(?<v>[^`\r\n]+)`|<(?<v>[^<>\s]+)>|(?<v>[^\s""'<>|“‘«`]\S*))";
    private const string Quoted = @"(?:\\+""(?<v>[^""\\\r\n]+)|""(?<v>(?:[^""\\\r\n]|\\.)+)""|'(?<v>[^'\r\n]+)'|“(?<v>[^”\r\n]+)”|‘(?<v>[^’\r\n]+)’|«\s*(?<v>[^»\r\n]+?)\s*»|`(?<v>[^`\r\n]+)`)";
    private const string Separator = @"\\*[""'\]*_]*(?:&quot;|&\#34;)?[ \t]*(?:=>|->|→|:=|={1,2}|[:：]|\|)[ \t*_]*(?:&quot;|&\#34;)?";
    private const string IsWord = @"[ \t]+(?:is|was|are|equals|é|era|foi|será|ficou|passa a ser)(?:[ \t]+(?:now|still|this|esta|agora))?(?:[ \t]*[:=])?[ \t]+";

    // What may stand between "password" and its value: temporary, for ana@contoso.com, do utilizador Rui.
    private const string Whose = @"(?:[ \t]*\([^()\r\n]*\))?(?:[ \t]+(?:temporary|temp|new|initial|current|old|default|temporária|provisória|inicial|nova|atual|antiga|predefinida))?(?:[ \t]+(?:for|of|to|do|da|de|dos|das|para|no|na|dele|dela|that|which|que|i|we)(?:[ \t]+[^\s:=|]+){0,5}?)?";

    private const string SurePassword = @"[\p{L}\p{N}_.$%\-]*(?:password|passwd|passphrase|passcode|passwort|kennwort)|(?:[\p{L}\p{N}_.$\-]*[_.$\-])?(?:pwd|senha)|palavras?[ \-]?passe|palavra[ \-]chave|contraseña|mot de passe|código de verificação|verification code|one[ \-]time code";
    private const string ShortPassword = @"(?:[\p{L}\p{N}_.$\-]*[_.$\-])?(?:pass|pw|pin|otp)";

    private const string SecretName =
        @"(?:[\p{L}\p{N}_.$\-]*(?:secret|token|apikey|accesskey|accountkey|sharedkey)|(?:[\p{L}\p{N}_.$\-]*[_.$\-])?(?:(?:client|app|application|consumer|shared|webhook|aws)[ _\-]?secret(?:[ _\-]?(?:value|key))?|secret(?:[ _\-]?(?:value|key|access[ _\-]?key))?|segredo(?: d[oae] (?:cliente|aplicação))?|(?:api|access|account|storage|shared|subscription|encryption|signing|master|functions?|host|primary|secondary|auth)[ _\-]?key[12]?|apikey|chave (?:de|da|do) (?:api|acesso|conta|armazenamento|subscrição)|(?:access|refresh|id|auth|session|security|bearer|sas|csrf|xsrf|personal access|bot|api|user|continuation)?[ _\-]?token|token d[eo] \p{L}+|(?:authori[sz]ation|auth|device|user) code|código de autorização|client[ _\-]?assertion|code[ _\-]?verifier|flow[ _\-]?token|api[ _\-]?canary|canary|sft|sctx|sas|pat))";

    private const string SecretParameter =
        @"(?:access_token|id_token|refresh_token|token|client_secret|client_assertion|assertion|samlresponse|samlrequest|wresult|code_verifier|code|password|passwd|pwd|api[_\-]?key|apikey|subscription-key|x-functions-key|key|auth|phpsessid|jsessionid|otp|flowtoken|canary|x-amz-signature|x-amz-security-token|signature)";

    // What is meant to be read by others, although it looks like chance.
    private static readonly Regex Evidence = new(
        @"\A(?:\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?|[a-z]{2,12}[\-_]?[0-9]{3,9}|0x[0-9a-f]{1,16}|[^@\s]+@[^@\s]+\.[^@\s]+|[a-z]+://\S*|[0-9]{1,4}([./:\-][0-9]{1,4}){1,3}\S*|[45]\.[0-9]\.[0-9]+)\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly HashSet<string> Ordinary = new(StringComparer.OrdinalIgnoreCase)
    {
        "yes", "no", "none", "null", "nil", "true", "false", "n/a", "na", "ok", "not", "the", "a", "an", "and", "or", "is", "was", "reset", "resets", "expired", "required", "wrong", "incorrect",
        "invalid", "unchanged", "changed", "correct", "empty", "blank", "unknown", "set", "unset", "hidden", "redacted", "removed", "see", "same", "users", "user", "must", "cannot", "could", "it", "we", "i",
        "string", "securestring", "optional", "missing", "forgotten", "new", "old", "never", "always", "sim", "não", "nao", "nenhuma", "nenhum", "expirada", "expirou", "alterada", "mudada", "inválida", "errada",
        "incorreta", "correta", "vazia", "igual", "desconhecida", "obrigatória", "reposta", "esquecida", "o", "os", "as", "um", "uma", "ver", "que", "foi", "está", "recusada", "aceite", "bloqueada",
    };

    private static readonly Rule[] Rules =
    [
        // By their own form.
        new(SecretKind.PrivateKey, ["PRIVATE KEY"], Exact, @"(?<v>-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-[^-]|--[^-]|---[^-]|----[^-])*(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)?)"),
        new(SecretKind.PrivateKey, ["Private-Lines"], Exact, @"Private-Lines: [0-9]+\s+(?<v>(?:[A-Za-z0-9+/=]+\s*)+)"),
        new(SecretKind.PrivateKey, ["RSAKeyValue"], Exact, @"<RSAKeyValue>(?<v>(?:[^<]|<[^/]|</[^R])*<D>(?:[^<]|<[^/]|</[^R])*)</RSAKeyValue>"),
        new(SecretKind.PrivateKey, ["LS0tLS1CRUdJTi"], Exact, @"(?<v>LS0tLS1CRUdJTiB(?:SU0|QUk|FQy|PUE|FTk)[A-Za-z0-9+/=]+)"),
        new(SecretKind.Token, ["eyJ"], Exact, @"(?<v>eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{4,}(?:\.[A-Za-z0-9_\-]*){0,3})"),
        new(SecretKind.Token, ["0.A", "1.A", "M.C"], Exact, @"(?:^|[^A-Za-z0-9_.\-])(?<v>(?:[01]\.A[A-Za-z0-9_\-]{40,}|M\.C[0-9]{2,3}_[A-Z0-9]{2,6}\.[A-Za-z0-9_.\-!*$]{20,})(?:\.[A-Za-z0-9_\-]+)*)"),
        new(SecretKind.GitHubToken, ["gh", "github_pat_"], Exact, @"(?<v>\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}))"),
        new(SecretKind.AwsKey, ["AKIA", "ASIA", "ABIA", "ACCA"], Exact, @"\b(?<v>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?:[\s,;:|""'/]+[A-Za-z0-9/+]{40})?)\b"),
        new(SecretKind.AwsKey, ["aws"], Options, @"aws_?(?:secret_?access_?key|session_?token)\\*[""']?\s*[:=]\s*\\*[""']?(?<v>[A-Za-z0-9/+=]{30,})"),
        new(SecretKind.ApiKey, ["AIza", "xox", "sk-", "sk_", "rk_", "pk_", "glpat-", "npm_", "hf_", "SG.", "ya29.", "GOCSPX-", "dop_v1_", "shpat_", "pypi-"], Exact,
            @"\b(?<v>AIza[A-Za-z0-9_\-]{35}|xox[abeoprs]-[A-Za-z0-9\-]{10,}|sk-[A-Za-z0-9_\-]{20,}|[srp]k_(?:live|test)_[A-Za-z0-9]{16,}|glpat-[A-Za-z0-9_\-]{20,}|npm_[A-Za-z0-9]{36}|hf_[A-Za-z0-9]{30,}|SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}|ya29\.[A-Za-z0-9_\-]{20,}|GOCSPX-[A-Za-z0-9_\-]{20,}|dop_v1_[a-f0-9]{64}|shpat_[a-fA-F0-9]{32}|pypi-[A-Za-z0-9_\-]{30,})"),
        new(SecretKind.ApiKey, ["7Q~", "8Q~"], Exact, @"(?<v>[A-Za-z0-9_~.\-]{3}[78]Q~[A-Za-z0-9_~.\-]{31,34})"),
        new(SecretKind.ApiKey, ["webhook"], Options, @"(?<v>https://[^\s""'<>]*(?:webhook\.office\.com/webhookb2/|hooks\.slack\.com/services/)[^\s""'<>]+)"),
        new(SecretKind.AzureKey, ["=="], Exact, Unbroken + @"(?<v>[A-Za-z0-9+/]{86}==)"),
        new(SecretKind.AzureKey, ["AzFu", "AzSe", "JQQJ9", "AIoT", "+ASb", "+AEh", "+ARm", "AZDO"], Exact,
            @"(?<v>[A-Za-z0-9_\-]{44}AzFu[A-Za-z0-9_\-]{5}[AQgw]==|[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}|[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{24,32}|[A-Za-z0-9+/]{33}(?:AIoT|\+ASb|\+AEh|\+ARm)[A-P][A-Za-z0-9+/]{5}=|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})"),
        new(SecretKind.RecoveryKey, ["-"], Exact, @"\b(?<v>(?:[0-9]{6}-){7}[0-9]{6})\b"),

        // By where they stand.
        new(SecretKind.AccessSignature, ["sig"], Options, @"(?:\b|\\u0026|%26)sig(?:=|%3D)(?<v>[A-Za-z0-9%+/=_\-]{10,})"),
        new(SecretKind.ConnectionString, ["AccountKey", "SharedAccessKey", "SharedAccessSignature", "SharedSecretValue", "InstrumentationKey"], Options,
            @"(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretValue|InstrumentationKey)\s*=\s*(?<v>[^;\s""'<>]{8,})"),
        new(SecretKind.ConnectionString, ["://"], Options, @"[a-z][a-z0-9+.\-]*://[^\s/:@""'<>]*:(?<v>[^\s/@""'<>]+)@"),
        new(SecretKind.AuthorizationHeader, ["uthorization"], Options, @"\b(?:(?:proxy-|x-ms-)?authorization(?:-auxiliary)?)\\*[""']?[ \t]*[:=][ \t]*\\*[""']?(?<v>[^\r\n""'\\]+)", LooksLikeCredentials),
        new(SecretKind.AuthorizationHeader, ["uthorization"], Options, @"^[ \t<>*]*(?:(?:proxy-|x-ms-)?authorization(?:-auxiliary)?):[ \t]*(?<v>[^\r\n]+)", LooksLikeCredentials),
        new(SecretKind.AuthorizationHeader, ["Basic", "Negotiate", "NTLM", "SharedKey", "Digest"], Options, @"\b(?:Basic|Negotiate|NTLM|SharedKey(?:Lite)?)[ \t]+(?<v>[A-Za-z0-9+/=:_.\-]{8,})", LooksLikeCredentials),
        new(SecretKind.Token, ["Bearer"], Options, @"\bBearer\\*[""']?(?:[ \t]+|%20|[ \t]*[:=][ \t]*)\\*[""']?(?<v>[A-Za-z0-9\-._~+/=|%]{8,})", IsChance),
        new(SecretKind.Cookie, ["cookie"], Options, @"\b(?:set-)?cookies?2?\\*[""']?[ \t]*[:=][ \t]*\\*[""']?(?<v>[^\s=;,""'\\:]+=(?:\\*""[^""\r\n]*)?(?:[^\r\n""'\\]|\\.)*)"),
        new(SecretKind.Cookie, ["cookie"], Options, @"^[ \t<>*]*(?:set-)?cookie2?:[ \t]*(?<v>[^\s=;,:]+=[^\r\n]*)"),
        new(SecretKind.Cookie, ["cookie"], Options, @"(?:'(?:set-)?cookie2?:[ \t]*(?<v>[^'\r\n]+=[^'\r\n]*)|""(?:set-)?cookie2?:[ \t]*(?<v>(?:[^""\\\r\n]|\\.)+))"),
        new(SecretKind.Cookie, ["cookie"], Options, @"\bcookies?\\*[""']?[ \t]*[:=][ \t]*\{(?<v>[^{}\r\n]+)\}"),
        new(SecretKind.Cookie, ["--cookie", "curl"], Options, @"(?:--cookie|\bcurl\b[^\r\n]*?[ \t]-b)[ \t=]+[""']?(?<v>[^\s=;,""']+=[^\r\n""']*)"),
        new(SecretKind.Cookie, ["TRUE\t", "FALSE\t"], Exact, @"\S\t(?:TRUE|FALSE)\t\S+\t(?:TRUE|FALSE)\t[0-9]+\t\S+\t(?<v>\S+)"),
        new(SecretKind.ApiKey, ["key", "x-auth", "csrf", "xsrf"], Options,
            @"\b(?:x-api-key|api-key|x-functions-key|x-functions-code|ocp-apim-subscription-key|aeg-sas-key|x-auth-token|x-[cx]srf-token|x-goog-api-key|x-zumo-auth|x-ms-client-principal|requestverificationtoken)\\*[""']?[ \t]*[:=][ \t]*\\*[""']?(?<v>[^\s""'\\]{6,})"),
        new(SecretKind.Token, ["="], Options, @"(?:^|[?&#;\s""'(]|\\u0026|&amp;|%26|%3F|%23)" + SecretParameter + @"=(?<v>[^&\s""'<>#;\\)]{10,})", IsParameter),
        new(SecretKind.Token, ["%3D"], Options, @"(?:%26|%3F|%23|[?&])" + SecretParameter + @"%3D(?<v>[A-Za-z0-9_.\-~!*]{10,})", IsParameter),
        new(SecretKind.Token, ["input"], Options, @"<input[^>]*\bname=[""']?" + SecretParameter + @"[""'][^>]*\bvalue=[""']?(?<v>[^""'>\s]{8,})"),
        new(SecretKind.Password, ["input"], Options, @"<input[^>]*\btype=[""']?password[""']?[^>]*\bvalue=[""']?(?<v>[^""'>]+)"),
        new(SecretKind.Password, ["input"], Options, @"<input[^>]*\bvalue=[""']?(?<v>[^""'>]+)[""']?[^>]*\btype=[""']?password"),
        new(SecretKind.Password, ["SecureString"], Options, @"ConvertTo-SecureString(?:[ \t]+-String)?[ \t]+" + Quoted),
        new(SecretKind.Password, ["-u", "--user"], Options, @"\bcurl\b[^\r\n]*?[ \t](?:-u|--user)[ =][""']?[^\s:""']+:(?<v>[^\s""']+)"),
        new(SecretKind.Password, ["name="], Options, @"\bname=""?[^""\s;]*(?:password|passwd|pwd|passphrase|senha|secret|token|assertion|samlresponse)[^""\s;]*""?[^\r\n]*(?:\r?\n|\\r\\n)(?:\r?\n|\\r\\n)(?<v>[^\r\n\\]+)"),
        new(SecretKind.Password, ["IDENTIFIED"], Options, @"\bIDENTIFIED[ \t]+BY[ \t]+" + Value),
        new(SecretKind.Password, ["machine"], Options, @"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?<v>\S+)"),
        new(SecretKind.Password, ["sshpass", "net user"], Options, @"(?:\bsshpass[ \t]+-p[ \t]*|\bnet[ \t]+user[ \t]+\S+[ \t]+)" + Value, IsPassword),

        // By the name before them.
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + ")" + Separator + Value, IsPassword),
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + ")" + Whose + Separator + Value, IsPasswordFromAfar),
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + ")" + Whose + IsWord + Quoted, IsPassword),
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + ")" + Whose + IsWord + @"(?<v>[^\s""'“«`<]\S*)", IsPasswordFromAfar),
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + ")" + Whose + @"[ \t]*[:=][ \t]*(?:[|>]-?[ \t]*)?(?:\r?\n[ \t>]*){1,2}(?<v>[^\s""'<>]+)", IsPasswordFromAfar),
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + @")(?:[ \t]+[^\s:=|]+){1,4}?[ \t]*[:=][ \t]*" + Value, IsStrongPassword),
        new(SecretKind.Password, PasswordHints, Options, @"[""'](?:" + SurePassword + @")[""'][ \t]*,[ \t]*" + Quoted, IsPassword),
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + @")(?:[ \t]+(?:[\-–—][ \t]+)?|[ \t]*[,(][ \t]*)(?:" + Quoted + @"|(?<v>[^\s""'“«`<(]+))", IsStrongPassword),
        new(SecretKind.Password, PasswordHints, Options, Boundary + "(?:" + SurePassword + @")[^<>\r\n]{0,30}(?:</?[a-z][^<>]*>\s*)+(?<v>[^\s<>]+)", IsPasswordFromAfar),
        new(SecretKind.Password, PasswordHints, Options, @"<(?:[a-z0-9]+:)?(?:[a-z0-9_.\-]*(?:password|passwd|pwd|passphrase|senha))(?:[ \t][^<>]*)?>(?<v>[^<>]+)</"),
        new(SecretKind.Password, PasswordHints, Options, @"\b(?:key|name)=[""'][^""'<>]*(?:password|passwd|pwd|passphrase|senha)[""'][ \t]+value=[""'](?<v>[^""'<>]+)"),
        new(SecretKind.Password, ["pass", "pw", "pin", "otp"], Options, Boundary + "(?:" + ShortPassword + ")(?:" + Separator + "|" + IsWord + ")" + Value, IsPasswordFromAfar),
        new(SecretKind.Password, ["login", "credentials", "credenciais", "user", "utilizador", "conta"], Options,
            Boundary + @"(?:login|credentials?|credenciais|user(?:name)?|utilizador|conta)[ \t]*[:=][ \t]*\S+[ \t]*[/|,;][ \t]*(?<v>[^\s/|,;""']\S*)", IsStrongPassword),
        new(SecretKind.Password, ["login", "credentials", "credenciais"], Options, Boundary + @"(?:login|credentials?|credenciais)[ \t]*[:=][ \t]*[^\s:/]+:(?<v>\S+)", IsStrongPassword),
        new(SecretKind.ApiKey, SecretHints, Options, Boundary + SecretName + "(?:" + Separator + "|" + IsWord + ")" + Value, IsSecret),
        new(SecretKind.ApiKey, SecretHints, Options, Boundary + SecretName + @"[ \t]*[:=][ \t]*(?:\r?\n[ \t>]*){1,2}(?<v>[^\s""'<>]+)", IsSecret),
        new(SecretKind.ApiKey, SecretHints, Options, @"[""']" + SecretName + @"[""'][ \t]*,[ \t]*" + Quoted, IsSecret),
        new(SecretKind.ApiKey, ["key"], Options, @"[""'](?:x-api-key|x-functions-key|ocp-apim-subscription-key|aeg-sas-key)[""'][ \t]*,[ \t]*" + Quoted),
        new(SecretKind.ApiKey, ["key", "chave"], Options, Boundary + "(?:key|chave)[12]?(?:" + Separator + "|" + IsWord + @")(?:\\*[""'])?(?<v>[A-Za-z0-9+/=_\-.~]{20,})", IsLongKey),
        new(SecretKind.ApiKey, SecretHints, Options, @"(?:^|[\s(\[""'`])-{1,2}[a-z\-]*(?:password|passwd|pwd|secret|token|key|passphrase)[ \t]+" + Value, IsSecret),
        new(SecretKind.ApiKey, SecretHints, Options, @"<(?:[a-z0-9]+:)?(?:[a-z0-9_.\-]*(?:secret|token|apikey|accesskey|accountkey))(?:[ \t][^<>]*)?>(?<v>[^<>]+)</", IsSecret),
        new(SecretKind.ApiKey, SecretHints, Options, @"\b(?:key|name)=[""'][^""'<>]*(?:secret|token|apikey|accesskey|accountkey)[""'][ \t]+value=[""'](?<v>[^""'<>]+)", IsSecret),
    ];

    private static string[] PasswordHints => ["pass", "pwd", "senha", "kennwort", "palavra-chave", "palavra chave", "contrase", "verifica", "one-time", "one time"];

    private static string[] SecretHints => ["auth", "device code", "user code", "código de autorização", "secret", "segredo", "key", "chave", "token", "assertion", "verifier", "canary", "sft", "sctx", "sas", "pat", "password", "passwd", "pwd", "passphrase"];

    /// <summary>The secrets in a text, in order, none overlapping another.</summary>
    public static IReadOnlyList<SecretSpan> FindIn(string text)
    {
        var spans = new List<SecretSpan>();
        foreach (var rule in Rules) rule.Find(text, spans);
        if (spans.Count < 2) return spans;
        spans.Sort((one, other) => (one.Start, -one.End).CompareTo((other.Start, -other.End)));
        var apart = new List<SecretSpan>(spans.Count) { spans[0] };
        foreach (var span in spans.Skip(1))
        {
            var last = apart[^1];
            if (span.Start >= last.End) apart.Add(span);
            else if (span.End > last.End) apart[^1] = last with { End = span.End };
        }

        return apart;
    }

    /// <summary>What a value is by the name that it has in a file's structure, such as JSON; null where the name says nothing.</summary>
    public static SecretKind? OfName(string name, string value)
    {
        if (value.Length == 0 || IsTakenOut(value)) return null;
        if (NamedPassword.IsMatch(name)) return IsPassword(value) ? SecretKind.Password : null;
        if (!NamedSecret.IsMatch(name)) return null;
        return IsSecret(value) || (name.EndsWith("secret", StringComparison.OrdinalIgnoreCase) && value.Length >= 6 && !IsOrdinary(value) && !IsAddressOrCode(value)) ? SecretKind.ApiKey : null;
    }

    /// <summary>What a value is by the name that it has among the parameters of an address or a form; null where the name says nothing.</summary>
    public static SecretKind? OfParameter(string name, string value) =>
        value.Length == 0 || IsTakenOut(value) ? null
        : name.Equals("sig", StringComparison.OrdinalIgnoreCase) ? SecretKind.AccessSignature
        : NamedParameter.IsMatch(name) && value.Length >= 6 ? SecretKind.Token
        : OfName(name, value);

    /// <summary>What the value of a header is by its name; null where the name says nothing.</summary>
    public static SecretKind? OfHeader(string name, string value)
    {
        if (value.Length == 0 || IsTakenOut(value)) return null;
        if (name.EndsWith("cookie", StringComparison.OrdinalIgnoreCase) || name.EndsWith("cookie2", StringComparison.OrdinalIgnoreCase)) return SecretKind.Cookie;
        if (name.Contains("authorization", StringComparison.OrdinalIgnoreCase)) return SecretKind.AuthorizationHeader;
        if (name.EndsWith("authenticate", StringComparison.OrdinalIgnoreCase) && (value.StartsWith("Negotiate ", StringComparison.OrdinalIgnoreCase) || value.StartsWith("NTLM ", StringComparison.OrdinalIgnoreCase)))
            return SecretKind.AuthorizationHeader;
        return NamedHeader.IsMatch(name) ? SecretKind.ApiKey : OfName(name, value);
    }

    private static readonly Regex NamedPassword = new($@"\A(?:{SurePassword}|{ShortPassword})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex NamedSecret = new($@"\A(?:[\p{{L}}\p{{N}}_.$\-]*(?:secret|token|apikey|accesskey|accountkey|sharedkey)|{SecretName})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex NamedParameter = new($@"\A{SecretParameter}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex NamedHeader = new(@"(?:key|token|secret|x-zumo-auth|x-ms-client-principal|x-functions-code|x-ms-refreshtokencredential|x-ms-devicecredential)\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static bool IsTakenOut(string value) => value.StartsWith(TakenOut, StringComparison.Ordinal);

    private static bool IsMask(string value) => value.All(each => each is '*' or '•' or '●' or '.' or '_' or '-' or 'x' or 'X' or '#' or '…');

    private static bool IsOrdinary(string value) => IsMask(value) || Ordinary.Contains(value.Trim('.', ',', ';', ':', '!', '?', ')', '(', '"', '\'')) || value.StartsWith('$') || value.StartsWith("{{", StringComparison.Ordinal) || value.StartsWith("%{", StringComparison.Ordinal);

    // After "password:" it is one, unless it is a plain word that people write there.
    private static bool IsPassword(string value) => value.Length >= 3 && !IsOrdinary(value);

    // After "password for … is" a sentence may go on: only what a sentence would not say is one.
    private static bool IsPasswordFromAfar(string value)
    {
        var bare = value.TrimEnd('.', ',', ';', ':', ')', '?');
        return bare.Length >= 4 && !IsOrdinary(value) && !Evidence.IsMatch(bare) && (bare.Any(char.IsDigit) || bare.Any(IsSign) || (bare.Skip(1).Any(char.IsUpper) && bare.Any(char.IsLower)));
    }

    private static bool IsStrongPassword(string value) =>
        IsPasswordFromAfar(value) && value.Any(char.IsLetter) && value.Any(char.IsDigit) && value.TrimEnd('.', ',', ';', ':', ')', '?').Any(each => IsSign(each) && each is not ('_' or '='));

    private static bool IsSign(char each) => each is '!' or '@' or '#' or '$' or '%' or '^' or '&' or '*' or '?' or '+' or '=' or '~' or '|' or '\\' or '{' or '}' or '[' or ']' or '_' or '€' or '£' or '§';

    private static bool IsChance(string value) => value.Any(char.IsDigit) || (value.Length >= 20 && value.Any(char.IsUpper) && value.Any(char.IsLower));

    private static bool IsSecret(string value) =>
        value.Length >= 8 && !IsOrdinary(value) && IsChance(value) && !IsAddressOrCode(value);

    private static bool IsLongKey(string value) =>
        value.Any(char.IsDigit) && value.Any(char.IsUpper) && value.Any(char.IsLower) && !Evidence.IsMatch(value) && !IsAddressOrCode(value);

    private static bool IsParameter(string value) => !IsTakenOut(value) && (value.Length >= 16 || IsChance(value));

    private static bool IsAddressOrCode(string value) =>
        value.Contains("://", StringComparison.Ordinal) || value.StartsWith("AADSTS", StringComparison.OrdinalIgnoreCase) || (value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && value.Length <= 18)
        || (value.Contains('@', StringComparison.Ordinal) && Evidence.IsMatch(value)) || (char.IsDigit(value[0]) && value.Contains(':', StringComparison.Ordinal) && Evidence.IsMatch(value));

    private static bool LooksLikeCredentials(string value)
    {
        var words = value.Trim().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words.Any(word => (word.Length >= 8 && IsChance(word)) || word.EndsWith('=') || word.Contains("=\"", StringComparison.Ordinal));
    }

    /// <summary>One way in which a secret shows.</summary>
    private sealed class Rule(SecretKind kind, string[] hints, RegexOptions options, string pattern, Func<string, bool>? holds = null)
    {
        private readonly SearchValues<string> hints = SearchValues.Create(hints, StringComparison.OrdinalIgnoreCase);
        private readonly Lazy<Regex> pattern = new(() => new Regex(pattern, options));

        public void Find(string text, List<SecretSpan> spans)
        {
            // Most texts hold none of them, and this look is many times quicker.
            if (!text.AsSpan().ContainsAny(hints)) return;
            for (var (match, next) = (pattern.Value.Match(text), 0); match.Success; match = pattern.Value.Match(text, Math.Max(next, match.Index + 1)))
            {
                var group = match.Groups["v"];
                var value = UpToNextPair(group.Value);
                // What was refused may hide another that begins within it.
                next = value.Length < 200 ? group.Index : group.Index + value.Length;
                if (text.AsSpan(match.Index, group.Index - match.Index + value.Length).Contains(TakenOut, StringComparison.Ordinal) || (holds is not null && !holds(value))) continue;
                var end = next = group.Index + value.Length;
                // What ends a sentence, or a list, is no part of it.
                if (kind is SecretKind.Password or SecretKind.ApiKey) while (end > group.Index + 4 && text[end - 1] is '.' or ',' or ';' or ')') end--;
                spans.Add(new SecretSpan(kind, group.Index, end));
            }
        }

        private string UpToNextPair(string value)
        {
            if (kind is not (SecretKind.Password or SecretKind.ApiKey)) return value;
            for (var at = value.IndexOfAny(['&', ';', ',']); at >= 0; at = value.IndexOfAny(['&', ';', ','], at + 1))
            {
                var name = at + 1;
                while (name < value.Length && (char.IsAsciiLetterOrDigit(value[name]) || value[name] is '_' or '-' or '"' or '\'' or '.')) name++;
                if (name > at + 2 && name < value.Length && value[name] is '=' or ':') return value[..at];
            }

            return value;
        }
    }
}
