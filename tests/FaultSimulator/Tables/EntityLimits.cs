using System.Buffers;

namespace FaultSimulator.Tables;

/// <summary>What the service does not keep (Understanding the Table service data model; Scalability targets for Table storage). Azurite keeps some of it.</summary>
internal static class EntityLimits
{
    public const int MostOperations = 100;
    public const int LargestBody = 4 * 1024 * 1024;

    private const int MostProperties = 252;
    private const int LargestEntity = 1024 * 1024;
    private const int LargestProperty = 64 * 1024;
    private const int LargestKey = 1024;
    private const int LongestName = 255;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        ['/', '\\', '#', '?', .. Enumerable.Range(0, 0x20).Select(code => (char)code), .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code)]);

    /// <exception cref="TableFailureException">The service would refuse the key.</exception>
    public static void CheckKey(string name, string key)
    {
        if (2 * key.Length > LargestKey) throw new TableFailureException(400, "KeyValueTooLarge", $"The key value exceeds the maximum allowed size (1KB): {name}.");
        if (key.AsSpan().ContainsAny(Forbidden)) throw new TableFailureException(400, "OutOfRangeInput", $"The '{name}' parameter of value '{key}' is out of range.");
    }

    /// <exception cref="TableFailureException">The service would refuse the entity.</exception>
    public static void Check(StoredEntity entity)
    {
        if (entity.Properties.Length > MostProperties)
        {
            throw new TableFailureException(400, "TooManyProperties", "The entity contains more properties than allowed. Each entity can include up to 252 properties to store data. Each entity also has 3 system properties.");
        }

        var size = 4L + (2L * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity.Properties)
        {
            if (name.Length > LongestName) throw new TableFailureException(400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length (255 characters).");
            if (!IsName(name)) throw new TableFailureException(400, "PropertyNameInvalid", "The property name is invalid.");
            var length = value switch { string text => 2L * text.Length, byte[] bytes => bytes.Length, _ => 0 };
            if (length > LargestProperty)
            {
                throw new TableFailureException(400, "PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded and the maximum number of characters should be 32K or less.");
            }

            size += 8 + (2L * name.Length) + value switch { string or byte[] => 4 + length, int => 4, bool => 1, Guid => 16, _ => 8 };
        }

        if (size > LargestEntity) throw new TableFailureException(400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    }

    private static bool IsName(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsLetterOrDigit(character) || character is '_');
}
