using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using SupportBot.Escalation;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>
/// Makes every partition and row key. Azure Tables forbids some characters in keys and more than 512 of them (Understanding
/// the Table service data model, "Characters disallowed in key fields"); what comes from outside is written around that, so
/// that two different values never have the same key.
/// </summary>
internal static class TableKeys
{
    private const int Longest = 512;
    private const int KeptOfLonger = 400;

    // Room for what stands before and behind it.
    private const int LongestAccount = 490;
    private const char Escape = '!';
    private const char Separator = '|';

    // Comes right after the separator: the end of a range of keys that begin alike.
    private const char PastSeparator = '}';

    private const long NewestCount = 999_999_999_999;

    // Forbidden are / \ # ? and control characters; % and + are decoded twice by some front ends; ! and | are ours.
    private static readonly SearchValues<char> Written = SearchValues.Create(
        [.. "/\\#?%+!|", .. Enumerable.Range(0, 0x20).Select(code => (char)code), .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code)]);

    /// <summary>The partition of a ticket.</summary>
    public static string Ticket(TicketNumber number) => Encode(number.Text);

    /// <summary>The row of a ticket's head.</summary>
    public const string Head = "head";

    /// <summary>The row of the places of a ticket's messages.</summary>
    public const string Places = "places";

    /// <summary>What was gathered on the ticket's way beyond the desk.</summary>
    public const string EscalationFile = "escalation";

    /// <summary>The row of an event, or of what a long event goes on in; these rows sort in the order of events.</summary>
    public static string Event(int sequence, int part = 0) =>
        part == 0 ? Invariant($"e|{sequence:D8}") : Invariant($"e|{sequence:D8}|{part:D2}");

    /// <summary>All rows of one event.</summary>
    public static KeyRange EventRange(int sequence) => new(Event(sequence), Event(sequence) + PastSeparator);

    /// <summary>All rows of all events of a ticket.</summary>
    public static KeyRange Events { get; } = new("e|", "e}");

    /// <summary>The row that says what became of a command.</summary>
    public static string Command(CommandKey key) => "c|" + Encode(key.Text);

    /// <summary>The row of a notice; these rows sort by event and order.</summary>
    public static string Notice(int sequence, int order) => Invariant($"n|{sequence:D8}|{order:D2}");

    /// <summary>The row of the notice that follows from another one, right behind it.</summary>
    public static string FollowUp(string notice) => notice + "|f";

    /// <summary>The row of a notice that no change caused, behind those of its event.</summary>
    public static string AddedNotice(int sequence, CommandKey key) => Invariant($"n|{sequence:D8}|a|{Encode(key.Text)}");

    /// <summary>The notices of one event, and those that follow from them.</summary>
    public static KeyRange NoticesOf(int sequence) => new(Invariant($"n|{sequence:D8}|"), Invariant($"n|{sequence:D8}") + PastSeparator);

    /// <summary>All notices of a ticket.</summary>
    public static KeyRange Notices { get; } = new("n|", "n}");

    /// <summary>The partition of a person's tickets to which they can still write.</summary>
    public static string OngoingOf(Person person) => "o|" + PersonKey(person.TenantId, person.ObjectId);

    /// <summary>The partition of all of a person's tickets.</summary>
    public static string AllOf(Person person) => "a|" + PersonKey(person.TenantId, person.ObjectId);

    /// <summary>The partition of a queue's open tickets; of those that name no queue where the name is null.</summary>
    public static string OfQueue(string? name) => "q|" + (string.IsNullOrEmpty(name) ? "" : QueueNamed(name));

    /// <summary>The partition of the names of queues that tickets were ever given.</summary>
    public const string QueueNames = "names";

    /// <summary>The partition of the tickets that are an agent's.</summary>
    public static string OwnedBy(Person owner) => "m|" + PersonKey(owner.TenantId, owner.ObjectId);

    /// <summary>The partition of the tickets on which it is asked whether work may be charged.</summary>
    public const string ConsentsAsked = "w";

    /// <summary>A ticket's row in a list of what falls due: the earliest sorts first.</summary>
    public static string Due(Instant at, TicketNumber number) => Ticks(at) + Separator + Encode(number.Text);

    /// <summary>The rows of what is due at a moment.</summary>
    public static KeyRange DueBy(Instant now) => new("", Ticks(now.PlusTicks(1)));

    /// <summary>A ticket's row in a list: newer numbers sort first.</summary>
    public static string Listed(TicketNumber number)
    {
        var count = long.Parse(number.Text.AsSpan(number.Text.IndexOf('-', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return Invariant($"{NewestCount - count:D12}|{Encode(number.Text)}");
    }

    /// <summary>How many partitions announcements, and how many alarms, are spread over. Not an option: what lies under another count would not be found.</summary>
    public const int Shards = 8;

    /// <summary>One of these partitions.</summary>
    public static string Shard(int shard) => Invariant($"i{shard}");

    /// <summary>The partition in which a ticket's commands are announced.</summary>
    public static string ShardOf(TicketNumber number) => ShardOf(number.Text);

    /// <summary>The partition of the alarms about something.</summary>
    public static string ShardOf(string about)
    {
        // FNV-1a: the same on every instance and in every version, which string.GetHashCode is not.
        var hash = 2166136261u;
        foreach (var character in about) hash = (hash ^ character) * 16777619u;
        return Shard((int)(hash % Shards));
    }

    /// <summary>The row of an alarm; these rows sort in the order in which they are due.</summary>
    public static string DueRow(Alarm alarm)
    {
        var beginning = Invariant($"{alarm.Due.ToUnixTimeTicks():D19}|{alarm.Kind}|");
        return beginning + EncodeWithin(alarm.About, Longest - beginning.Length);
    }

    /// <summary>Behind the rows of all alarms that are due at a moment or before.</summary>
    public static string FirstDueAfter(Instant moment) => Invariant($"{moment.ToUnixTimeTicks() + 1:D19}");

    /// <summary>The row of an announced command.</summary>
    public static string Announced(TicketNumber number, CommandKey key) => Encode(number.Text) + Separator + Encode(key.Text);

    /// <summary>The partition of the counters.</summary>
    public const string Counters = "numbers";

    /// <summary>The row of the counter of a ticket prefix.</summary>
    public static string Counter(string ticketPrefix) => Encode(ticketPrefix.ToUpperInvariant());

    /// <summary>The partition of a tenant's addresses.</summary>
    public static string Tenant(string tenantId) => Encode(Lower(tenantId));

    /// <summary>The row of a person's address.</summary>
    public static string Object(string objectId) => Encode(Lower(objectId));

    /// <summary>What a property that belongs to a person begins with; property names hold letters and digits only.</summary>
    public static string PropertyOf(string name, Person person) =>
        name + Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(PersonKey(person.TenantId, person.ObjectId))))[..32];

    /// <summary>The partition of all customers and of whose each tenant is: they change together.</summary>
    public const string AllCustomers = "customers";

    /// <summary>The row of a customer.</summary>
    public static string Customer(string id) => "c|" + Encode(Lower(id));

    /// <summary>All customers' rows.</summary>
    public static KeyRange CustomerRows { get; } = new("c|", "c}");

    /// <summary>The row that says whose a tenant is.</summary>
    public static string TenantOfCustomer(string tenantId) => "t|" + Encode(Lower(tenantId));

    /// <summary>The partition of the tenants that knocked and are nobody's.</summary>
    public const string Strangers = "strangers";

    /// <summary>The partition of those of an unknown tenant who wait.</summary>
    public static string PeopleOf(string tenantId) => "p|" + Encode(Lower(tenantId));

    /// <summary>The row of a conversation in which a stranger waits.</summary>
    public static string Conversation(string conversationId) => Encode(conversationId);

    /// <summary>The partition of what waits for a person.</summary>
    public static string HeldFor(Person person, string what) => Encode(what) + Separator + PersonKey(person.TenantId, person.ObjectId);

    /// <summary>The row of a notice that waits for a person.</summary>
    public static string Held(TicketNumber number, string notice) => Encode(number.Text) + Separator + Encode(notice);

    /// <summary>The partition of the desk's queues.</summary>
    public const string Queues = "queues";

    /// <summary>The row of a queue; its name is the same in any case.</summary>
    public static string QueueNamed(string name) => Encode(Lower(name));

    /// <summary>The partition of what agents say of themselves.</summary>
    public const string Agents = "agents";

    /// <summary>The partition of those who lead the desk and have been in their personal chat.</summary>
    public const string Leads = "leads";

    /// <summary>The row of a person.</summary>
    public static string PersonRow(Person person) => PersonKey(person.TenantId, person.ObjectId);

    /// <summary>The partition of all tickets of a tenant.</summary>
    public static string OfOrganisation(string tenantId) => "g|" + Encode(Lower(tenantId));

    /// <summary>The partition of the numbers that opened forms were given.</summary>
    public const string FormNumbers = "forms";

    /// <summary>The row of an opened form.</summary>
    public static string OpenedForm(string nonce) => Encode(nonce);

    /// <summary>The row of an entry in a day's audit: one for each activity.</summary>
    public static string Trespass(Person who, string activityId) => Encode(PersonKey(who.TenantId, who.ObjectId) + "\n" + activityId);

    /// <summary>The partition of what an attachment holds.</summary>
    public static string Attachment(string id) => "f|" + Encode(id);

    /// <summary>The row by which an attachment is whole.</summary>
    public const string Manifest = "m";

    /// <summary>A row of an attachment's bytes; these rows sort in their order. Two contents under one id do not mix.</summary>
    public static string Chunk(string hash, int part) => Invariant($"d|{hash}|{part:D3}");

    /// <summary>All rows of the bytes of one content.</summary>
    public static KeyRange Chunks(string hash) => new($"d|{hash}|", $"d|{hash}}}");

    /// <summary>The partition of the attachments of which it is not known whether a ticket names them.</summary>
    public const string Unsettled = "unsettled";

    /// <summary>The row of such an attachment.</summary>
    public static string UnsettledAttachment(string id) => Encode(id);

    /// <summary>The partition of the accounts of incidents and hours, and of all that moved on them.</summary>
    public const string Ledger = "ledger";

    /// <summary>The row of how an account stands.</summary>
    public static string AccountHead(string accountId) => "h|" + Account(accountId);

    /// <summary>How all accounts stand.</summary>
    public static KeyRange AccountHeads { get; } = new("h|", "h}");

    /// <summary>The row of a movement on an account: newer ones sort first.</summary>
    public static string Movement(string accountId, int sequence) => Invariant($"m|{Account(accountId)}|{NewestCount - sequence:D12}");

    /// <summary>All movements of an account.</summary>
    public static KeyRange Movements(string accountId) => new($"m|{Account(accountId)}|", $"m|{Account(accountId)}" + PastSeparator);

    /// <summary>The row of a movement under its ticket, one for each command and kind.</summary>
    public static string MovementOf(TicketNumber number, MovementKind kind, CommandKey key) => Invariant($"t|{Encode(number.Text)}|{kind}|{Encode(key.Text)}");

    /// <summary>All movements for a ticket.</summary>
    public static KeyRange MovementsOf(TicketNumber number) => new($"t|{Encode(number.Text)}|", $"t|{Encode(number.Text)}" + PastSeparator);

    private static string Account(string id) => EncodeWithin(Lower(id), LongestAccount);

    /// <summary>The partition of the keys with which the bot signs.</summary>
    public const string SigningKeys = "keys";

    /// <summary>The row of the key of links to files.</summary>
    public const string FileLinks = "fileLinks";

    /// <summary>The partition of what a conversation or a user remembers.</summary>
    public static string State(string key) => Encode(key);

    /// <summary>The rows of a state, in order.</summary>
    public static string StateRow(int part) => Invariant($"{part:D4}");

    /// <summary>
    /// Writes any text as a key. What is longer than a key may be is cut and ends in the SHA-256 of the whole.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty: it identifies nothing.</exception>
    public static string Encode(string text) => EncodeWithin(text, Longest);

    private static string EncodeWithin(string text, int longest)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var key = MustWrite(text) ? Write(text) : text;
        return key.Length <= longest ? key : Cut(key) + "!~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text)));
    }

    /// <summary>The text that <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">It was too long to be written whole, or was not written by <see cref="Encode"/>.</exception>
    public static string Decode(string key)
    {
        var text = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] != Escape)
            {
                text.Append(key[i]);
                continue;
            }

            if (i + 4 >= key.Length || !ushort.TryParse(key.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                throw new FormatException($"The key '{key}' does not hold the whole of what it was made of.");
            text.Append((char)code);
            i += 4;
        }

        return text.ToString();
    }

    private static bool MustWrite(string text)
    {
        if (text.AsSpan().ContainsAny(Written)) return true;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsHalf(text, i)) return true;
        }

        return false;
    }

    private static string Write(string text)
    {
        var key = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (Written.Contains(text[i]) || IsHalf(text, i)) key.Append(Escape).Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
            else key.Append(text[i]);
        }

        return key.ToString();
    }

    // Half a surrogate pair cannot be put into a URL.
    private static bool IsHalf(string text, int i) => text[i] switch
    {
        var c when char.IsHighSurrogate(c) => i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]),
        var c when char.IsLowSurrogate(c) => i == 0 || !char.IsHighSurrogate(text[i - 1]),
        _ => false,
    };

    private static string Cut(string key) => key[..(char.IsHighSurrogate(key[KeptOfLonger - 1]) ? KeptOfLonger - 1 : KeptOfLonger)];

    // Halves: the two together are one key.
    private static string PersonKey(string tenantId, string objectId) => Encode(Lower(tenantId) + "\n" + Lower(objectId));

    private static string Ticks(Instant at) => Invariant($"{at.ToUnixTimeTicks():D20}");

    private static string Lower(string id) => id.ToLowerInvariant();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>Row keys from the first one up to, but without, the last one.</summary>
internal readonly record struct KeyRange(string From, string Before);
