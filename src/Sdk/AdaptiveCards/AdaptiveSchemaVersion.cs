using System.Globalization;
using AdaptiveCards.Serialization;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>A version of the Adaptive Cards schema, such as 1.5.</summary>
[JsonConverter(typeof(SchemaVersionConverter))]
public class AdaptiveSchemaVersion : IComparable<AdaptiveSchemaVersion>
{
    public AdaptiveSchemaVersion()
        : this(1, 0)
    {
    }

    public AdaptiveSchemaVersion(int major, int minor)
    {
        Major = major;
        Minor = minor;
    }

    /// <exception cref="ArgumentException">The text is not two whole numbers with a full stop between them.</exception>
    public AdaptiveSchemaVersion(string versionString)
    {
        if (!TryParse(versionString, out var major, out var minor))
            throw new ArgumentException($"'{versionString}' is not a schema version.", nameof(versionString));
        Major = major;
        Minor = minor;
    }

    public int Major { get; set; }

    public int Minor { get; set; }

    public static implicit operator AdaptiveSchemaVersion(string versionString) => new(versionString);

    public static bool operator ==(AdaptiveSchemaVersion left, AdaptiveSchemaVersion right) => Compare(left, right) == 0;

    public static bool operator !=(AdaptiveSchemaVersion left, AdaptiveSchemaVersion right) => Compare(left, right) != 0;

    public static bool operator <(AdaptiveSchemaVersion left, AdaptiveSchemaVersion right) => Compare(left, right) < 0;

    public static bool operator >(AdaptiveSchemaVersion left, AdaptiveSchemaVersion right) => Compare(left, right) > 0;

    public static bool operator <=(AdaptiveSchemaVersion left, AdaptiveSchemaVersion right) => Compare(left, right) <= 0;

    public static bool operator >=(AdaptiveSchemaVersion left, AdaptiveSchemaVersion right) => Compare(left, right) >= 0;

    public int CompareTo(AdaptiveSchemaVersion other) => Compare(this, other);

    public override bool Equals(object obj) => obj is AdaptiveSchemaVersion other && Compare(this, other) == 0;

    public override int GetHashCode() => HashCode.Combine(Major, Minor);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    internal static bool TryParse(string text, out int major, out int minor)
    {
        minor = 0;
        var parts = (text ?? "").Split('.');
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out major)
            && (parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minor)));
    }

    private static int Compare(AdaptiveSchemaVersion left, AdaptiveSchemaVersion right)
    {
        if (left is null || right is null)
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        return left.Major != right.Major ? left.Major.CompareTo(right.Major) : left.Minor.CompareTo(right.Minor);
    }
}
