using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Transport, retries and logging of the clients. By default a request is repeated up to three times.</summary>
public class TableClientOptions : ClientOptions
{
    private const ServiceVersion Latest = ServiceVersion.V2020_12_06;

    public TableClientOptions(ServiceVersion serviceVersion = Latest)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        foreach (var header in (string[])["x-ms-version", "x-ms-error-code", "DataServiceVersion", "Preference-Applied"])
            Diagnostics.LoggedHeaderNames.Add(header);
    }

    internal string VersionString { get; }

    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
}
