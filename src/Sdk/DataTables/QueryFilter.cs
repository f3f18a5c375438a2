using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Writes values as OData literals, so that no value can change the meaning of the filter around it.</summary>
internal sealed class QueryFilter : IFormatProvider, ICustomFormatter
{
    private static readonly QueryFilter Literals = new();

    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.ToString(Literals);
    }

    public object GetFormat(Type formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string format, object arg, IFormatProvider formatProvider) => arg switch
    {
        null => "null",
        string text => Quote(text),
        char character => Quote(character.ToString()),
        bool truth => truth ? "true" : "false",
        byte or sbyte or short or ushort or int => ((IFormattable)arg).ToString(null, CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        float number => Double(number),
        double number => Double(number),
        Guid guid => $"guid'{guid:D}'",
        DateTimeOffset time => DateTimeLiteral(time.UtcDateTime),
        DateTime time => DateTimeLiteral(EdmJson.RequireUtc(time)),
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
        _ => throw new ArgumentException($"A filter cannot compare with a value of type {arg.GetType()}."),
    };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string DateTimeLiteral(DateTime utc) => $"datetime'{utc.ToString("O", CultureInfo.InvariantCulture)}'";

    private static string Double(double number) =>
        double.IsPositiveInfinity(number) ? "INF"
        : double.IsNegativeInfinity(number) ? "-INF"
        : number.ToString("R", CultureInfo.InvariantCulture);
}
