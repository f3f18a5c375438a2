using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;

namespace SupportBot.Tests.Storage;

/// <summary>Each limit at its edge: what lies at it is stored, what lies one above it is refused and nothing is sent.</summary>
public abstract class RowLimitsContract
{
    /// <summary>The edges of one row: how to make a row of a size, and the largest size that is stored.</summary>
    public static TheoryData<string, int> RowEdges => new()
    {
        { "properties", RowLimits.MostProperties },
        { "text", LongText.LongestProperty },
        { "bytes", RowLimits.LargestProperty },
        { "row", (int)RowLimits.LargestRow },
        { "row key", RowLimits.LongestKey },
        { "partition key", RowLimits.LongestKey },
    };

    public static TheoryData<string> Writes => ["insert", "replace", "merge", "insert or replace", "transaction"];

    [SkippableTheory]
    [MemberData(nameof(RowEdges))]
    public async Task A_row_is_stored_at_the_edge_and_refused_above_it(string limit, int edge)
    {
        var tables = await CreateTablesAsync();
        var log = new RequestLog();
        var table = tables.Open(log).Counters;

        await table.InsertAsync(RowOf(limit, edge), default);
        Assert.Single(log.Take());
        var refused = await Assert.ThrowsAsync<TooLargeToStoreException>(() => table.InsertAsync(RowOf(limit, edge + 1), default));

        Assert.Matches(@"\d", refused.Message);
        Assert.Empty(log.Take());
    }

    [SkippableTheory]
    [MemberData(nameof(Writes))]
    public async Task Every_kind_of_write_is_checked(string write)
    {
        var tables = await CreateTablesAsync();
        var log = new RequestLog();
        var table = tables.Open(log).Counters;
        var (fits, tooMany) = (RowOf("properties", RowLimits.MostProperties), RowOf("properties", RowLimits.MostProperties + 1));
        if (write is "replace" or "merge") await table.InsertAsync(new TableEntity("p", "r"), default);

        await WriteAsync(fits);
        log.Take();
        await Assert.ThrowsAsync<TooLargeToStoreException>(() => WriteAsync(tooMany));
        Assert.Empty(log.Take());

        Task WriteAsync(TableEntity row) => write switch
        {
            "insert" => table.InsertAsync(row, default),
            "replace" => table.ReplaceAsync(row, ETag.All, default),
            "merge" => table.MergeAsync(row, ETag.All, default),
            "insert or replace" => table.InsertOrReplaceAsync(row, default),
            _ => new RowTransaction().InsertOrReplace(row).SubmitAsync(table, default),
        };
    }

    [SkippableFact]
    public async Task A_transaction_is_stored_at_its_edges_and_refused_above_them()
    {
        var tables = await CreateTablesAsync();
        var log = new RequestLog();
        var table = tables.Open(log).Counters;

        await Many(100).SubmitAsync(table, default);
        log.Take();
        await Assert.ThrowsAsync<TooLargeToStoreException>(() => Many(101).SubmitAsync(table, default));

        // Each of the 132 properties counts 100 bytes and its text, each of the 12 rows a thousand and two keys of 100.
        const int Left = 4_000_000 - (12 * (1000 + 100 + 1 + 100 + 3)) - (12 * 11 * 100);
        await Full(Left).SubmitAsync(table, default);
        Assert.Single(log.Take());
        await Assert.ThrowsAsync<TooLargeToStoreException>(() => Full(Left + 1).SubmitAsync(table, default));
        Assert.Empty(log.Take());
    }

    private protected abstract Task<TestTables> CreateTablesAsync();

    private static RowTransaction Many(int count)
    {
        var transaction = new RowTransaction();
        for (var number = 0; number < count; number++) transaction.InsertOrReplace(new TableEntity("p", number.ToString("D3", CultureInfo.InvariantCulture)));
        return transaction;
    }

    private static RowTransaction Full(int bytes)
    {
        var transaction = new RowTransaction();
        for (var number = 0; number < 12; number++)
        {
            var row = new TableEntity("p", number.ToString("D3", CultureInfo.InvariantCulture));
            for (var property = 0; property < 11; property++)
            {
                var length = Math.Min(bytes, 31_000);
                row["P" + property.ToString("D3", CultureInfo.InvariantCulture)] = new string('x', length);
                bytes -= length;
            }

            transaction.InsertOrReplace(row);
        }

        return transaction;
    }

    private static TableEntity RowOf(string limit, int size)
    {
        var row = new TableEntity(limit is "partition key" ? new string('p', size) : "p", limit is "row key" ? new string('r', size) : "r");
        switch (limit)
        {
            case "properties":
                for (var number = 0; number < size; number++) row["P" + number.ToString(CultureInfo.InvariantCulture)] = number;
                break;
            case "text":
                row["Text"] = new string('é', size);
                break;
            case "bytes":
                row["Bytes"] = new byte[size];
                break;
            case "row":
                // The row counts 4 bytes and its keys, each property 12, its name and its value.
                var left = size - 4 - 4;
                for (var number = 0; left > 0; number++)
                {
                    var length = Math.Min(left - 12 - 6, 60_000);
                    // Azurite measures bytes as base64, texts as they are; only bytes can be odd.
                    row["P" + number.ToString("D2", CultureInfo.InvariantCulture)] = length == 60_000 ? new string('x', length / 2) : new byte[length];
                    left -= 12 + 6 + length;
                }

                break;
        }

        return row;
    }
}

public sealed class AzuriteRowLimitsTests : RowLimitsContract
{
    private protected override async Task<TestTables> CreateTablesAsync() => await AzuriteTables.CreateAsync(new StillClock());
}

public sealed partial class MemoryRowLimitsTests : RowLimitsContract
{
    private protected override async Task<TestTables> CreateTablesAsync() => await MemoryTables.CreateAsync(new StillClock());

    [Fact]
    public void No_write_goes_around_the_check()
    {
        var writers = Directory.EnumerateFiles(Repository.Path("src", "SupportBot"), "*.cs", SearchOption.AllDirectories)
            .Where(file => UncheckedWrite().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName).Order();

        Assert.Equal(["RowLimits.cs", "RowTransaction.cs"], writers);
    }

    [GeneratedRegex(@"\.(AddEntity|UpsertEntity|UpdateEntity|SubmitTransaction)(Async)?[(<]")]
    private static partial Regex UncheckedWrite();
}
