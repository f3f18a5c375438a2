namespace Azure.Data.Tables;

/// <summary>What a storage connection string says of the table service.</summary>
internal sealed record ConnectionString(Uri Endpoint, TableSharedKeyCredential Credential, string Sas)
{
    private const string DevelopmentAccount = "devstoreaccount1";

    // The emulator's published key, the same on every machine.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static ConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("Settings of a connection string must be of the form \"name=value\".");
            if (!settings.TryAdd(part[..equals], part[(equals + 1)..]))
                throw new FormatException($"The connection string gives '{part[..equals]}' twice.");
        }

        if (settings.TryGetValue("UseDevelopmentStorage", out var development) && bool.TryParse(development, out var on) && on)
        {
            var proxy = settings.TryGetValue("DevelopmentStorageProxyUri", out var uri) ? new Uri(uri) : new Uri("http://127.0.0.1");
            return new(
                new UriBuilder(proxy.Scheme, proxy.Host, 10002, DevelopmentAccount).Uri,
                new TableSharedKeyCredential(DevelopmentAccount, DevelopmentKey),
                Sas: null);
        }

        settings.TryGetValue("AccountName", out var account);
        settings.TryGetValue("AccountKey", out var key);
        settings.TryGetValue("SharedAccessSignature", out var sas);
        Uri endpoint;
        if (settings.TryGetValue("TableEndpoint", out var given))
        {
            if (!Uri.TryCreate(given, UriKind.Absolute, out endpoint))
                throw new FormatException("The connection string's TableEndpoint is not an absolute address.");
        }
        else if (account is not null)
        {
            var scheme = settings.GetValueOrDefault("DefaultEndpointsProtocol", Uri.UriSchemeHttps);
            if (scheme is not ("https" or "http"))
                throw new FormatException("The connection string's DefaultEndpointsProtocol must be http or https.");
            endpoint = new Uri($"{scheme}://{account}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
        }
        else
        {
            throw new FormatException("The connection string names neither an AccountName nor a TableEndpoint.");
        }

        if (account is not null && key is not null)
            return new(endpoint, new TableSharedKeyCredential(account, key), Sas: null);
        return string.IsNullOrEmpty(sas)
            ? throw new FormatException("The connection string has neither AccountName and AccountKey nor a SharedAccessSignature.")
            : new(endpoint, Credential: null, sas.TrimStart('?'));
    }
}
