using Azure.Data.Tables;
using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Reads and writes the properties of a row by type, and says which row is at fault where one cannot be read.</summary>
internal static class Row
{
    public static string Text(this TableEntity row, string name) => row.TextOrNull(name) ?? throw DamagedRowException.Of(row, name);

    public static string? TextOrNull(this TableEntity row, string name) => row.TryGetValue(name, out var value)
        ? value as string ?? throw DamagedRowException.Of(row, name)
        : null;

    public static int Number(this TableEntity row, string name) => Value<int>(row, name);

    public static int? NumberOrNull(this TableEntity row, string name) => row.ContainsKey(name) ? row.Number(name) : null;

    public static long LongNumber(this TableEntity row, string name) => Value<long>(row, name);

    public static bool Flag(this TableEntity row, string name) => row.ContainsKey(name) && Value<bool>(row, name);

    public static Instant Instant(this TableEntity row, string name) => NodaTime.Instant.FromDateTimeOffset(Value<DateTimeOffset>(row, name));

    public static Instant? InstantOrNull(this TableEntity row, string name) => row.ContainsKey(name) ? row.Instant(name) : null;

    public static void SetInstant(this TableEntity row, string name, Instant instant) => row[name] = instant.ToDateTimeOffset();

    /// <summary>The names of an enum's members are what is stored: a number in their place is not accepted.</summary>
    public static T Name<T>(this TableEntity row, string name)
        where T : struct, Enum
    {
        var text = row.Text(name);
        return Enum.TryParse<T>(text, ignoreCase: false, out var value) && Enum.GetName(value) == text
            ? value
            : throw DamagedRowException.Of(row, name, text);
    }

    public static Person Person(this TableEntity row, string name) => row.PersonOrNull(name) ?? throw DamagedRowException.Of(row, name);

    public static Person? PersonOrNull(this TableEntity row, string name) => row.TextOrNull(name + "Tenant") is { } tenant
        ? new Person(tenant, row.Text(name + "Object"), row.Text(name + "Name"))
        : null;

    public static void SetPerson(this TableEntity row, string name, Person? person)
    {
        if (person is null) return;
        row[name + "Tenant"] = person.TenantId;
        row[name + "Object"] = person.ObjectId;
        row[name + "Name"] = person.Name;
    }

    public static TicketNumber TicketNumber(this TableEntity row, string name)
    {
        var text = row.Text(name);
        return Tickets.TicketNumber.TryParse(text, out var number) && number.Text == text ? number : throw DamagedRowException.Of(row, name, text);
    }

    /// <summary>Writes a property, or leaves it out: the service keeps no nulls.</summary>
    public static void SetOptional(this TableEntity row, string name, string? value)
    {
        if (value is not null) row[name] = value;
    }

    private static T Value<T>(TableEntity row, string name)
        where T : struct =>
        row.TryGetValue(name, out var value) && value is T typed ? typed : throw DamagedRowException.Of(row, name);
}
