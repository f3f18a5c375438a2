using System.Text;
using Azure.Data.Tables;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Storage;

public sealed class MemoryAttachmentTests : AttachmentContract
{
    private MemoryTables? _tables;

    protected override async Task<(IAttachments, StoreInstance)> InstanceAsync()
    {
        _tables ??= await MemoryTables.CreateAsync(Clock);
        return (new AttachmentTable(_tables.Open(), _tables.Retries, Clock), _tables.Instance());
    }
}

public sealed class AzuriteAttachmentTests : AttachmentContract
{
    private AzuriteTables? _tables;

    protected override async Task<(IAttachments, StoreInstance)> InstanceAsync()
    {
        _tables ??= await AzuriteTables.CreateAsync(Clock);
        return (new AttachmentTable(_tables.Open(), _tables.Retries, Clock), _tables.Instance());
    }

    [SkippableTheory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    public async Task Of_what_is_broken_off_halfway_nothing_is_there_and_nothing_is_left(int transactions, int lostFrom)
    {
        var (attachments, tickets) = await InstanceAsync();
        var line = new LossyLine();
        var batches = 0;
        line.LoseRequests(int.MaxValue, request => request.Uri.ToString().Contains("$batch", StringComparison.Ordinal) ? ++batches >= lostFrom : batches >= transactions);
        var dying = new AttachmentTable(_tables!.Open(line), _tables.Retries, Clock);
        var content = Bytes(transactions * 4 * AttachmentTable.BytesPerRow);

        await Assert.ThrowsAsync<IOException>(() => dying.KeepAsync(File("a", content.Length), content, default));

        Assert.Null(await attachments.FindAsync("a", default));
        Assert.Null(await attachments.ReadAsync("a", default));
        Assert.False(await attachments.ReserveAsync([File("a", content.Length)], TicketNumber.Of("A", 1), SampleTickets.Key("k"), default));
        Assert.Equal((lostFrom - 1) * 4, (await RowsAsync("a")).Count);
        Clock.Advance(TimeSpan.FromHours(1));
        await SweepAsync(attachments, tickets);
        Assert.Empty(await RowsAsync("a"));
        Assert.Empty(await UnsettledAsync(attachments, TimeSpan.FromDays(1000)));

        // Sent once more, it is kept whole.
        await attachments.KeepAsync(File("a", content.Length), content, default);
        Assert.Equal(content, await attachments.ReadAsync("a", default));
    }

    [SkippableFact]
    public async Task A_deletion_that_is_broken_off_is_ended_by_the_next_sweep()
    {
        var (attachments, tickets) = await InstanceAsync();
        await attachments.KeepAsync(File("a", 10), Bytes(10), default);
        Clock.Advance(AttachmentSweep.KeptUnclaimed.ToTimeSpan());
        var line = new LossyLine();
        line.LoseRequests(3, request => request.Method == Azure.Core.RequestMethod.Delete);
        var dying = new AttachmentTable(_tables!.Open(line), _tables.Retries, Clock);
        await Assert.ThrowsAsync<IOException>(() => SweepAsync(dying, tickets));
        Assert.False(await attachments.ReserveAsync([File("a", 10)], TicketNumber.Of("A", 1), SampleTickets.Key("k"), default));

        await SweepAsync(attachments, tickets);

        Assert.Empty(await RowsAsync("a"));
        Assert.Empty(await UnsettledAsync(attachments, TimeSpan.FromDays(1000)));
    }

    [SkippableFact]
    public async Task What_is_not_what_was_kept_is_never_handed_out()
    {
        var (attachments, _) = await InstanceAsync();
        await attachments.KeepAsync(File("a", 4), "good"u8.ToArray(), default);
        var chunk = (await RowsAsync("a")).Single(row => row.ContainsKey("Bytes00"));
        chunk["Bytes00"] = Encoding.ASCII.GetBytes("evil");
        await _tables!.Tables.Attachments.UpdateEntityAsync(chunk, chunk.ETag, TableUpdateMode.Replace);

        await Assert.ThrowsAsync<DamagedRowException>(() => attachments.ReadAsync("a", default));

        await _tables.Tables.Attachments.DeleteEntityAsync(chunk.PartitionKey, chunk.RowKey);
        await Assert.ThrowsAsync<DamagedRowException>(() => attachments.ReadAsync("a", default));
    }

    [SkippableFact]
    public async Task Instances_that_begin_at_once_sign_with_one_key()
    {
        _tables ??= await AzuriteTables.CreateAsync(Clock);

        var keys = await Task.WhenAll(Enumerable.Range(1, 5).Select(each => new FileLinkKeyTable(_tables.Open(), _tables.Retries).GetOrKeepAsync([(byte)each], default)));

        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    private async Task<List<TableEntity>> RowsAsync(string id)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _tables!.Tables.Attachments.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Attachment(id)}"))) rows.Add(row);
        return rows;
    }
}
