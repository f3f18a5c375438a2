using SupportBot.Escalation;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Storage;

public sealed class TableKeysTests
{
    public static TheoryData<string> Hostile => new(
        "a/b\\c#d?e%f+g!h|i",
        "\0\t\n\r\u001f\u007f\u0080\u009f",
        "19:meeting_x@thread.tacv2;messageid=1/é😀漢'\"",
        "half \uD83D and \uDE00 half",
        "!0021",
        " ");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Any_text_becomes_a_key_and_comes_back(string text)
    {
        var key = TableKeys.Encode(text);

        Assert.Equal(text, TableKeys.Decode(key));
        Assert.DoesNotContain(key, c => "/\\#?%+|".Contains(c) || c < ' ' || (c >= 0x7F && c <= 0x9F));
    }

    [Fact]
    public void Every_character_that_Azure_forbids_is_written_around()
    {
        for (var code = 0; code <= 0x9F; code++)
        {
            var c = (char)code;
            var forbidden = c is '/' or '\\' or '#' or '?' or '%' or '+' or '!' or '|' || code < 0x20 || code >= 0x7F;
            Assert.Equal(forbidden, TableKeys.Encode(c.ToString()) != c.ToString());
        }
    }

    [Fact]
    public void Different_texts_have_different_keys()
    {
        string[] texts = ["a", "A", "a!", "a!0021", "a|b", "a/b", "a!002Fb", "a\nb", "a b"];
        Assert.Equal(texts.Length, texts.Select(TableKeys.Encode).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_key_is_never_longer_than_512_characters_and_still_one_of_a_kind()
    {
        Assert.Equal(512, TableKeys.Encode(new string('k', 512)).Length);
        string[] texts = [new('k', 513), new('k', 514), new('/', 200), new string('k', 513) + "x", string.Concat(Enumerable.Repeat("😀", 300))];
        var keys = texts.Select(TableKeys.Encode).ToList();

        Assert.All(keys, key => Assert.InRange(key.Length, 1, 512));
        Assert.Equal(texts.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(key))));
        Assert.Throws<FormatException>(() => TableKeys.Decode(keys[0]));
    }

    [Fact]
    public void Nothing_has_no_key() => Assert.Throws<ArgumentException>(() => TableKeys.Encode(""));

    [Fact]
    public void Rows_of_events_and_notices_sort_in_their_order()
    {
        string[] events = [TableKeys.Event(1), TableKeys.Event(1, 1), TableKeys.Event(1, 10), TableKeys.Event(2), TableKeys.Event(10), TableKeys.Event(99_999_999)];
        Assert.Equal(events, events.Order(StringComparer.Ordinal));
        Assert.All(events, row => Assert.True(IsIn(TableKeys.Events, row)));
        Assert.Equal([true, true, true, false, false, false], events.Select(row => IsIn(TableKeys.EventRange(1), row)));

        string[] notices = [TableKeys.Notice(1, 0), TableKeys.FollowUp(TableKeys.Notice(1, 0)), TableKeys.Notice(1, 1), TableKeys.Notice(2, 0), TableKeys.Notice(10, 0)];
        Assert.Equal(notices, notices.Order(StringComparer.Ordinal));
        Assert.All(notices, row => Assert.True(IsIn(TableKeys.Notices, row)));

        string[] others = [TableKeys.Head, TableKeys.Places, TableKeys.Command(CommandKey.FromStored("n|e|"))];
        Assert.All(others, row => Assert.False(IsIn(TableKeys.Notices, row) || IsIn(TableKeys.Events, row)));
    }

    [Fact]
    public void Newer_numbers_are_listed_first()
    {
        var rows = new long[] { 999_999_999_999, 1042, 1041, 1000, 999, 1 }.Select(count => TableKeys.Listed(TicketNumber.Of("A", count))).ToList();
        Assert.Equal(rows, rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_person_has_one_list_however_their_ids_are_written_and_nobody_else_has_it()
    {
        var ana = SampleTickets.Ana;
        Assert.Equal(TableKeys.OngoingOf(ana), TableKeys.OngoingOf(new Person("TENANT-A", "Ana", "Other")));
        string[] keys = [TableKeys.OngoingOf(ana), TableKeys.AllOf(ana), TableKeys.OngoingOf(new("tenant", "-aana", "")), TableKeys.OngoingOf(new("tenant-a|", "ana", "")), TableKeys.OngoingOf(new("tenant-a", "|ana", ""))];
        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Announcements_spread_over_all_shards_the_same_way_for_ever()
    {
        var shards = Enumerable.Range(1, 200).Select(count => TableKeys.ShardOf(TicketNumber.Of("A", count))).ToList();
        Assert.Equal(TableKeys.Shards, shards.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, TableKeys.Shards).Select(TableKeys.Shard), shards.Distinct().Order());
        Assert.Equal("i0", TableKeys.ShardOf(TicketNumber.Of("A", 1042)));
    }

    [Fact]
    public void Rows_of_the_ledger_sort_newest_first_and_no_account_or_ticket_has_anothers()
    {
        var movements = new[] { 100_000, 11, 10, 9, 1 }.Select(sequence => TableKeys.Movement("Gold", sequence)).ToList();
        Assert.Equal(movements, movements.Order(StringComparer.Ordinal));
        Assert.All(movements, row => Assert.True(IsIn(TableKeys.Movements("gold"), row)));

        string[] accounts = ["gold", "gold2", "gol", "gold|", "gold/2", new('g', 600)];
        Assert.All(accounts, account => Assert.Equal([account], accounts.Where(other => IsIn(TableKeys.Movements(account), TableKeys.Movement(other, 7)))));
        Assert.All(accounts, account => Assert.True(IsIn(TableKeys.AccountHeads, TableKeys.AccountHead(account)) && TableKeys.Movement(account, 7).Length <= 512));

        var (key, numbers) = (CommandKey.OfMessage("c", "1"), new[] { 1, 10, 11 }.Select(count => TicketNumber.Of("A", count)).ToList());
        Assert.All(numbers, number => Assert.Equal([number], numbers.Where(other => IsIn(TableKeys.MovementsOf(number), TableKeys.MovementOf(other, MovementKind.Reserve, key)))));
        Assert.NotEqual(TableKeys.MovementOf(numbers[0], MovementKind.Reserve, key), TableKeys.MovementOf(numbers[0], MovementKind.Consume, key));
        Assert.False(IsIn(TableKeys.AccountHeads, movements[0]) || IsIn(TableKeys.MovementsOf(numbers[0]), movements[0]));
    }

    private static bool IsIn(KeyRange range, string row) =>
        string.CompareOrdinal(range.From, row) <= 0 && string.CompareOrdinal(row, range.Before) < 0;
}
