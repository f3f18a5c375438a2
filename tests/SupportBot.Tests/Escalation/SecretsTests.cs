using System.Text;
using System.Text.Json.Nodes;
using SupportBot.Escalation;

namespace SupportBot.Tests.Escalation;

/// <summary>Canaries of every kind go in, in many places; none comes out. What support needs comes out as it went in.</summary>
public sealed class SecretsTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string LettersAndDigits = Letters + "0123456789";
    private const string Base64 = LettersAndDigits + "+/";

    /// <summary>Secrets that show by themselves, wherever they stand.</summary>
    private static readonly (string Name, Func<Random, string> Make)[] Bare =
    [
        ("JWT", random => $"eyJ{Of(random, LettersAndDigits, 30)}.eyJ{Of(random, LettersAndDigits, 60)}.{Of(random, LettersAndDigits + "-_", 43)}"),
        ("unsigned JWT", random => $"eyJ{Of(random, LettersAndDigits, 30)}.eyJ{Of(random, LettersAndDigits, 60)}."),
        ("Entra refresh token", random => $"0.A{Of(random, LettersAndDigits + "-_", 90)}.{Of(random, LettersAndDigits, 60)}"),
        ("GitHub token", random => $"ghp_{Of(random, LettersAndDigits, 36)}"),
        ("GitHub fine-grained token", random => $"github_pat_{Of(random, LettersAndDigits, 22)}_{Of(random, LettersAndDigits, 59)}"),
        ("AWS key id", random => $"AKIA{Of(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}"),
        ("storage key", random => Of(random, Base64, 86) + "=="),
        ("Entra client secret", random => $"{Of(random, LettersAndDigits, 3)}8Q~{Of(random, LettersAndDigits, 34)}"),
        ("Google key", random => $"AIza{Of(random, LettersAndDigits, 35)}"),
        ("Slack token", random => $"xoxb-{Of(random, "0123456789", 12)}-{Of(random, LettersAndDigits, 24)}"),
        ("Stripe key", random => $"sk_live_{Of(random, LettersAndDigits, 24)}"),
        ("private key", random => $"-----BEGIN RSA PRIVATE KEY-----\n{Of(random, Base64, 64)}\n{Of(random, Base64, 64)}\n{Of(random, Base64, 20)}==\n-----END RSA PRIVATE KEY-----"),
        ("private key on one line", random => $"-----BEGIN PRIVATE KEY-----\\n{Of(random, Base64, 64)}\\n{Of(random, Base64, 30)}=\\n-----END PRIVATE KEY-----"),
        ("broken off private key", random => $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Of(random, Base64, 70)}\n{Of(random, Base64, 40)}"),
        ("recovery key", random => string.Join('-', Enumerable.Range(0, 8).Select(_ => Of(random, "0123456789", 6)))),
    ];

    /// <summary>Secrets that show by what stands before them; {0} is the secret.</summary>
    private static readonly (string Around, Func<Random, string> Make)[] Named =
    [
        ("password: {0}", Password), ("Password = {0}", Password), ("pwd={0};", Password), ("the password is {0} and it fails", Password),
        ("My password for ana@contoso.com is {0}.", Password), ("temporary password: \"{0}\"", Password), ("password:\n{0}\n", Password), ("Passwort: {0}", Password),
        ("palavra-passe: {0}", Password), ("A palavra-passe é {0}.", Password), ("A minha palavra-passe é {0} mas não entra", Password), ("palavra-passe do utilizador rui é {0}", Password),
        ("Palavra-passe temporária: {0}", Password), ("senha: {0}", Password), ("a senha é {0}", Password), ("Senha do rui.costa: {0}", Password), ("palavra passe = {0}", Password), ("a palavra-chave é “{0}”", Password),
        ("{{\"password\":\"{0}\"}}", Password), ("{{\\\"password\\\":\\\"{0}\\\"}}", Password), ("<Password>{0}</Password>", Password), ("<add key=\"AdminPassword\" value=\"{0}\" />", Password),
        ("<input type=\"password\" name=\"p\" value=\"{0}\">", Password), ("<td>Password</td><td>{0}</td>", Password), ("DB_PASSWORD={0}", Password), ("$password = '{0}'", Password),
        ("ConvertTo-SecureString '{0}' -AsPlainText -Force", Password), ("az login -u ana@contoso.com --password {0}", Password), ("curl -u ana:{0} https://contoso.com", Password), ("net user rui {0} /add", Password),
        ("login: ana@contoso.com / {0}", Password), ("passphrase is {0}", Password), ("| password | {0} |", Password), ("password -> {0}", Password), ("**Password:** {0}", Password),
        ("Server=tcp:contoso.database.windows.net;User ID=ana;Password={0};Encrypt=True", Password), ("mongodb://ana:{0}@contoso.mongo.cosmos.azure.com:10255/", Plain), ("redis://:{0}@cache.contoso.com:6380", Plain),
        ("grant_type=password&username=ana%40contoso.com&password={0}&scope=openid", Plain),
        ("DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey={0};EndpointSuffix=core.windows.net", random => Of(random, Base64, 86) + "=="),
        ("Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={0}", random => Of(random, Base64, 43) + "="),
        ("https://contoso.blob.core.windows.net/files/a.txt?sv=2024-11-04&se=2026-12-01&sr=b&sp=r&sig={0}", random => Of(random, LettersAndDigits, 40) + "%2B%3D"),
        ("BlobEndpoint=https://contoso.blob.core.windows.net/;SharedAccessSignature=sv=2024-11-04&sig={0}", random => Of(random, LettersAndDigits, 40) + "%3D"),
        ("aws_secret_access_key = {0}", random => Of(random, Base64, 40)), ("client_secret: {0}", Key), ("client secret = \"{0}\"", Key), ("\"clientSecret\": \"{0}\"", Key), ("api key: {0}", Key), ("x-api-key: {0}", Key),
        ("Ocp-Apim-Subscription-Key: {0}", random => Of(random, "0123456789abcdef", 32)), ("a chave da API é {0}", Key), ("chave de acesso: {0}", Key), ("segredo do cliente: {0}", Key), ("API_KEY={0}", Key), ("token: {0}", Key),
        ("access_token={0}&token_type=Bearer", Key), ("\"refresh_token\":\"{0}\"", Key), ("{{\"id_token\": \"{0}\"}}", Key), ("https://localhost/callback?code={0}&state=12345", Key), ("https://localhost/#access_token={0}", Key),
        ("Authorization: Bearer {0}", Key), ("authorization: bearer {0}", Key), ("-H \"Authorization: Bearer {0}\"", Key), ("Bearer {0}", Key), ("Authorization: Basic {0}", random => Convert.ToBase64String(Encoding.UTF8.GetBytes("ana:" + Plain(random)))),
        ("Authorization: SharedKey contoso:{0}", random => Of(random, Base64, 43) + "="), ("Authorization: Negotiate {0}", random => "TlRMTVNTUAAD" + Of(random, Base64, 60)), ("Proxy-Authorization: Basic {0}", Key),
        ("Cookie: ESTSAUTH={0}; buid=x", Key), ("Set-Cookie: session={0}; Path=/; HttpOnly", Key), ("curl -b x -H 'Cookie: a=b; FedAuth={0}' https://contoso.sharepoint.com", Key), ("cookie: rtFa=\"{0}\"", Key),
        ("<input type=\"hidden\" name=\"SAMLResponse\" value=\"{0}\"/>", Key), ("SAMLResponse={0}&RelayState=x", Key), ("--account-key {0}", Key), ("New-Thing -AccessToken {0}", Key), ("\"sFT\":\"{0}\"", Key), ("sas token: {0}", Key),
    ];

    private static readonly Func<string, string>[] Surroundings =
    [
        secret => secret,
        secret => $"Hello,\r\n\r\nsince Monday it fails. {secret}\r\nKind regards\r\nAna",
        secret => $"Bom dia,\n\nnão consigo entrar no Outlook.\n{secret}\nObrigada, Ana",
        secret => $"2026-11-25T10:15:32.123Z INFO  Request failed\n\t{secret}\n2026-11-25T10:15:33Z WARN retry",
        secret => $"> {secret}",
        secret => $"não funciona ({secret})",
        secret => new string('ã', 500) + " " + secret + " " + new string('x', 500),
    ];

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, Bare.Length + Named.Length)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_canary_survives_in_a_text(int kind)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var (canary, planted) = Planted(kind, seed);
            foreach (var surround in Surroundings)
            {
                var text = surround(planted);
                var stripped = Secrets.Strip(text);

                Assert.True(IsGone(canary, stripped.Text), $"{canary} survives, whole or in part (seed {seed}):\n{text}\n=>\n{stripped.Text}");
                Assert.NotEmpty(stripped.Found);
                Assert.Contains("[removed: ", stripped.Text, StringComparison.Ordinal);
                Assert.Equal(stripped.Text, Secrets.Strip(stripped.Text).Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_canary_survives_in_a_file_of_text_whatever_its_encoding(int kind)
    {
        foreach (var (name, encoding) in new (string, Encoding)[] { ("a.log", new UTF8Encoding(false)), ("a.txt", Encoding.Unicode), ("a.ps1", Encoding.BigEndianUnicode), ("a.cfg", new UTF8Encoding(true)), ("a.xml", Encoding.Latin1) })
        {
            var (canary, planted) = Planted(kind, 1);
            byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("início do ficheiro\n" + planted + "\nfim")];
            if (encoding is UTF8Encoding { Preamble.Length: 0 } && planted.Any(each => each > 255)) continue;
            if (ReferenceEquals(encoding, Encoding.Latin1) && planted.Any(each => each > 255)) continue;

            var stripped = Secrets.StripFile(name, content);

            Assert.True(stripped.IsChecked);
            Assert.NotEmpty(stripped.Found);
            Assert.True(IsGone(canary, encoding.GetString(stripped.Content)), $"{canary} survives in {name}:\n{encoding.GetString(stripped.Content)}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_canary_survives_in_the_strings_of_JSON_however_they_are_escaped(int kind)
    {
        var (canary, planted) = Planted(kind, 2);
        var json = new JsonObject { ["log"] = new JsonArray(new JsonObject { ["level"] = "info", ["message"] = planted }), ["inner"] = new JsonObject { ["body"] = new JsonObject { ["text"] = planted }.ToJsonString() }.ToJsonString() };

        var stripped = Secrets.StripFile("trace.json", Encoding.UTF8.GetBytes(json.ToJsonString()));

        var strings = Strings(JsonNode.Parse(stripped.Content)).ToList();
        Assert.All(strings, text => Assert.True(IsGone(canary, text) && IsGone(canary, text.Replace("\\\\", "\\", StringComparison.Ordinal)), $"{canary} survives in {text}"));
        Assert.True(stripped.IsChecked);
    }

    [Fact]
    public void A_HAR_file_keeps_its_requests_and_loses_cookies_headers_bodies_and_codes()
    {
        var random = new Random(7);
        var canaries = Enumerable.Range(0, 15).Select(_ => "Cana" + Of(random, LettersAndDigits, 30) + "7y").ToArray();
        var har = $$"""
            { "log": { "version": "1.2", "entries": [ { "startedDateTime": "2026-11-25T10:00:00Z",
              "request": { "method": "POST", "url": "https://login.microsoftonline.com/common/oauth2/v2.0/token?client_id=1b730954-1685-4b74-9bfd-dac224a7b894&code={{canaries[0]}}",
                "headers": [ { "name": "Authorization", "value": "Bearer {{canaries[1]}}" }, { "value": "x={{canaries[2]}}", "name": "cookie" }, { "name": "X-Api-Key", "value": "{{canaries[3]}}" }, { "name": "client-request-id", "value": "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" } ],
                "cookies": [ { "name": "ESTSAUTHPERSISTENT", "value": "{{canaries[4]}}", "httpOnly": true } ],
                "queryString": [ { "name": "code", "value": "{{canaries[5]}}" }, { "name": "sig", "value": "{{canaries[6]}}" }, { "name": "client_id", "value": "1b730954-1685-4b74-9bfd-dac224a7b894" } ],
                "postData": { "mimeType": "application/x-www-form-urlencoded", "text": "grant_type=authorization_code&code={{canaries[7]}}&client_secret={{canaries[8]}}", "params": [ { "name": "refresh_token", "value": "{{canaries[9]}}" }, { "name": "passwd", "value": "{{canaries[10]}}" } ] } },
              "response": { "status": 400, "headers": [ { "name": "Set-Cookie", "value": "fpc={{canaries[11]}}; path=/" }, { "name": "x-ms-request-id", "value": "5c2e0b7a-93c1-4a1e-9c55-3f0b1f5f0d00" } ], "cookies": [ { "name": "fpc", "value": "{{canaries[12]}}" } ],
                "redirectURL": "https://localhost/#id_token={{canaries[13]}}",
                "content": { "mimeType": "application/json", "encoding": "base64", "text": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"access_token":"{{canaries[14]}}","error":"AADSTS50058"}"""))}}" } } } ] } }
            """;

        var stripped = Secrets.StripFile("session.har", Encoding.UTF8.GetBytes(har));

        var text = Encoding.UTF8.GetString(stripped.Content);
        var decoded = text + Encoding.UTF8.GetString(Convert.FromBase64String((string)JsonNode.Parse(text)!["log"]!["entries"]![0]!["response"]!["content"]!["text"]!));
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, decoded, StringComparison.Ordinal));
        Assert.True(stripped.Found.Count >= canaries.Length, $"{stripped.Found.Count} found");
        foreach (var kept in new[] { "1b730954-1685-4b74-9bfd-dac224a7b894", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "5c2e0b7a-93c1-4a1e-9c55-3f0b1f5f0d00", "AADSTS50058", "ESTSAUTHPERSISTENT", "grant_type=authorization_code" })
            Assert.Contains(kept, decoded, StringComparison.Ordinal);
        Assert.Contains(stripped.Found, found => found is { Kind: SecretKind.Cookie, Path: "log.entries[0].request.cookies[0].value" });
        Assert.Contains(stripped.Found, found => found is { Kind: SecretKind.AuthorizationHeader, Path: "log.entries[0].request.headers[0].value" });
    }

    [Theory]
    [InlineData("user,password,site\nana,Sommer,https://contoso.com\nrui,\"a,b\",x\n")]
    [InlineData("utilizador;palavra-passe;site\r\nana;Sommer;x\r\nrui;\"a,b\";x\r\n")]
    public void A_column_of_passwords_is_emptied(string table)
    {
        var stripped = Secrets.StripFile("users.csv", Encoding.UTF8.GetBytes(table));

        var text = Encoding.UTF8.GetString(stripped.Content);
        Assert.DoesNotContain("Sommer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a,b", text, StringComparison.Ordinal);
        Assert.Equal(table.Split('\n').Length, text.Split('\n').Length);
        Assert.Equal([2, 3], stripped.Found.Select(found => found.Line));
    }

    [Fact]
    public void What_was_found_is_told_by_kind_and_line()
    {
        var stripped = Secrets.Strip("First line\npassword: Hunter2!\nCookie: a=b\nlast");

        Assert.Equal("First line\npassword: [removed: password]\nCookie: [removed: cookie]\nlast", stripped.Text);
        Assert.Equal([new FoundSecret(SecretKind.Password, 2, null), new FoundSecret(SecretKind.Cookie, 3, null)], stripped.Found);
    }

    [Theory]
    [InlineData("picture.png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 1 })]
    [InlineData("capture.zip", new byte[] { 0x50, 0x4B, 3, 4 })]
    [InlineData("broken.txt", new byte[] { 1, 0, 0, 0, 7, 0, 255, 0, 0 })]
    [InlineData("mail.eml", new byte[] { (byte)'a' })]
    public void What_is_no_text_is_not_said_to_be_clean(string name, byte[] content)
    {
        var stripped = Secrets.StripFile(name, content);

        Assert.False(stripped.IsChecked);
        Assert.Equal(content, stripped.Content);
    }

    [Fact]
    public void A_file_without_secrets_is_kept_byte_for_byte()
    {
        var content = Encoding.UTF8.GetBytes("{ \"status\" :  200,\r\n  \"id\": \"0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\" }");

        Assert.Equal(content, Secrets.StripFile("a.json", content).Content);
        Assert.True(Secrets.StripFile("a.json", content).IsChecked);
    }

    public static TheoryData<string> SupportText =>
    [
        "The password is wrong, says Outlook, but it was changed yesterday.",
        "Password reset fails with error 0x80070005, correlation id 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9.",
        "Password policy: 12 characters. Password expired: yes. Password: required",
        "A palavra-passe é recusada e a palavra-passe foi alterada ontem às 10:30.",
        "A palavra-passe expirou em 2026-11-20. O utilizador desenha: 3 plantas.",
        "AADSTS50126: Error validating credentials due to invalid username or password. Trace ID: 5c2e0b7a-93c1-4a1e-9c55-3f0b1f5f0d00 Correlation ID: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 Timestamp: 2026-11-25 10:00:00Z",
        "Message-ID: <AM0PR03MB1234ABCD5678EF@AM0PR03MB1234.eurprd03.prod.outlook.com>",
        "Network Message ID 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9; Internet message id <CAF=abc+123@mail.gmail.com>",
        "Authentication-Results: spf=pass (sender IP is 40.107.1.2) smtp.mailfrom=contoso.com; dkim=pass (signature was verified) header.d=contoso.com; dmarc=pass action=none; compauth=pass reason=100",
        "550 5.7.705 Access denied, tenant has exceeded threshold. See https://learn.microsoft.com/exchange/troubleshoot/5.7.705?code=550",
        "SHA256 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08, thumbprint A9993E364706816ABA3E25717850C26C9CD0D89D",
        "Resource: /subscriptions/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/resourceGroups/rg-prod/providers/Microsoft.Compute/virtualMachines/vm01",
        "Users: ana.silva@contoso.com, rui.costa2@contoso.onmicrosoft.com. Tenant 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        "Basic authentication was turned off. Bearer authentication failed. The token expired. Token: invalid",
        "Cookies were deleted, and the cache too. Cookie: blocked by the browser",
        "Authorization failed for the user. Authorization: none. The session token has expired.",
        "We need 24 seats of Microsoft 365 E3, invoice G012345678, order 7f2a1c, since 2026-11-01.",
        "The API key is missing, says the page; the client secret expired on 2026-11-24.",
        "x-ms-request-id: 5c2e0b7a-93c1-4a1e-9c55-3f0b1f5f0d00 | x-ms-correlation-request-id: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        "Password for ana@contoso.com: error AADSTS50034. Conta: ana@contoso.com, equipa: vendas",
        "O utilizador é ana.silva@contoso.com e o código do erro é 0x8004010F.",
        "Key Vault secret: see https://contoso.vault.azure.net/secrets/db",
        "Teams 25290.302.4044.3989, Outlook 16.0.19328.20178, Windows 11 24H2 (26100.6899), KB5066835",
        "https://portal.azure.com/#@contoso.com/resource/subscriptions/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/overview?feature=true&lang=pt-PT",
        "integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
        "O pin do mapa está errado; a passagem: 3 de 5. Pass: 3 of 5 tests",
        "Estado: Compilação 12345.67, ligação por cabo, VPN desligada; só acontece no Edge 142.0.3595.94.",
    ];

    [Theory]
    [MemberData(nameof(SupportText))]
    public void Ordinary_support_text_is_left_as_it_is(string text)
    {
        Assert.Equal(text, Secrets.Strip(text).Text);
        Assert.Empty(Secrets.Strip(text).Found);
        Assert.Empty(Secrets.StripFile("a.log", Encoding.UTF8.GetBytes(text)).Found);
    }

    [Fact]
    public void A_large_log_takes_time_in_proportion_to_its_length()
    {
        // Thousands of beginnings of secrets, none of which comes to its end: what backtracks would not return.
        var log = string.Concat(Enumerable.Repeat("password is a token = cookie: authorization: -----BEGIN Bearer eyJ ", 3_000));

        Assert.NotNull(Secrets.Strip(log).Text);
    }

    private static (string Canary, string Planted) Planted(int kind, int seed)
    {
        var random = new Random(seed * 1000 + kind);
        if (kind < Bare.Length)
        {
            var bare = Bare[kind].Make(random);
            return (bare, bare);
        }

        var (around, make) = Named[kind - Bare.Length];
        var canary = make(random);
        return (canary, string.Format(System.Globalization.CultureInfo.InvariantCulture, around, canary));
    }

    // A part of it is as bad as all of it. The last characters may be an ordinary sentence's end.
    private static bool IsGone(string canary, string text) =>
        canary.Length < 9 ? !text.Contains(canary, StringComparison.Ordinal)
        : !Enumerable.Range(0, canary.Length - 8).Select(at => canary.Substring(at, 8)).Any(part => part.Any(char.IsLetterOrDigit) && !part.Contains("PRIVATE", StringComparison.Ordinal) && !part.Contains("BEGIN", StringComparison.Ordinal) && !part.Contains("----", StringComparison.Ordinal) && text.Contains(part, StringComparison.Ordinal));

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(each => Strings(each.Value)),
        JsonArray list => list.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Password(Random random) => Of(random, Letters, 5) + Of(random, "0123456789", 2) + Of(random, "!#?*", 1) + Of(random, LettersAndDigits, 4);

    private static string Plain(Random random) => Of(random, Letters, 8) + Of(random, "0123456789", 4);

    private static string Key(Random random) => Of(random, Letters, 10) + Of(random, "0123456789", 4) + Of(random, LettersAndDigits, 18);

    private static string Of(Random random, string alphabet, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));
}
