using Azure;
using Azure.Data.Tables;
using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>The lists in which tickets are found. A row holds the ticket's number and the version of the head that it was made from.</summary>
internal sealed class ListTable(StorageTables tables, TableRetries retries) : ITicketLists
{
    private const int PageSize = 10;
    private const int MostOngoing = 50;
    private const int MostDue = 50;
    private const int Attempts = 8;
    private const string ConsentExpiresAt = "ConsentExpiresAt";

    private readonly TableClient _table = tables.Lists;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Ticket>> OngoingOfAsync(Person person, CancellationToken cancellationToken)
    {
        var partition = TableKeys.OngoingOf(person);
        var rows = await retries.RunAsync(
            token => _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), MostOngoing, select: null, token), cancellationToken);
        var tickets = await HeadsAsync(rows, ticket => ticket.Requester.Is(person), ticket => TicketLifecycle.IsOngoing(ticket.Status), cancellationToken);
        return [.. tickets.OrderByDescending(ticket => ticket.ChangedAt)];
    }

    /// <inheritdoc/>
    public async Task<TicketPage> AllOfAsync(Person person, string? from, CancellationToken cancellationToken)
    {
        var partition = TableKeys.AllOf(person);
        var filter = from is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from}");
        // One more than a page holds: it is where the next one begins.
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, PageSize + 1, select: null, token), cancellationToken);
        var next = rows.Count > PageSize ? rows[PageSize].RowKey : null;
        return new TicketPage(await HeadsAsync(rows.Take(PageSize), ticket => ticket.Requester.Is(person), _ => true, cancellationToken), next);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Ticket>> ConsentsDueAsync(Instant now, CancellationToken cancellationToken)
    {
        var due = now.ToDateTimeOffset();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.ConsentsAsked} and ConsentExpiresAt le {due}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, MostDue, select: null, token), cancellationToken);
        return await HeadsAsync(rows, _ => true, IsAsked, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TicketPage> OfOrganisationAsync(IReadOnlyList<string> tenantIds, string? from, CancellationToken cancellationToken)
    {
        var (index, key) = PlaceIn(from);
        var rows = new List<TableEntity>();
        for (; index < tenantIds.Count && rows.Count <= PageSize; index++, key = "")
        {
            var partition = TableKeys.OfOrganisation(tenantIds[index]);
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {key}");
            rows.AddRange(await retries.RunAsync(token => _table.ListAsync(filter, PageSize + 1 - rows.Count, select: null, token), cancellationToken));
        }

        var next = rows.Count > PageSize ? rows[PageSize] : null;
        var nextIndex = next is null ? 0 : tenantIds.Select(TableKeys.OfOrganisation).ToList().IndexOf(next.PartitionKey);
        return new TicketPage(
            await HeadsAsync(rows.Take(PageSize), ticket => tenantIds.Contains(ticket.Requester.TenantId, StringComparer.OrdinalIgnoreCase), _ => true, cancellationToken),
            next is null ? null : FormattableString.Invariant($"{nextIndex}|{next.RowKey}"));
    }

    private static (int Index, string Key) PlaceIn(string? from) =>
        from?.Split('|', 2) is [var index, var key] && int.TryParse(index, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? (number, key)
            : (0, "");

    /// <summary>Brings the ticket's rows up to its head; never back to an older one.</summary>
    public Task SettleAsync(Ticket ticket, CancellationToken cancellationToken) => Task.WhenAll(
        SettleAsync(TableKeys.OngoingOf(ticket.Requester), ticket, TicketLifecycle.IsOngoing(ticket.Status), cancellationToken),
        SettleAsync(TableKeys.AllOf(ticket.Requester), ticket, isListed: true, cancellationToken),
        SettleAsync(TableKeys.OfOrganisation(ticket.Requester.TenantId), ticket, isListed: true, cancellationToken),
        // A ticket on which nothing was ever asked stands in no list of questions, and need not be looked for there.
        ticket.Consent is null ? Task.CompletedTask : SettleAsync(TableKeys.ConsentsAsked, ticket, IsAsked(ticket), cancellationToken));

    private static bool IsAsked(Ticket ticket) => ticket.Consent is { State: ConsentState.Asked };

    private async Task SettleAsync(string partition, Ticket ticket, bool isListed, CancellationToken cancellationToken)
    {
        var row = new TableEntity(partition, TableKeys.Listed(ticket.Number)) { ["Number"] = ticket.Number.Text, ["Version"] = ticket.Version };
        if (partition == TableKeys.ConsentsAsked) row.SetInstant(ConsentExpiresAt, ticket.Consent!.Question.ExpiresAt);
        // A ticket that has just begun stands in no list yet: the read before the first write is left out.
        var isNew = ticket.LastEvent == 1;
        for (var attempt = 1; ; attempt++)
        {
            var present = isNew && attempt == 1 ? null : await retries.RunAsync(token => _table.FindAsync(partition, row.RowKey, token), cancellationToken);
            if (present is null && !isListed) return;
            if (present is not null && IsUpToDate(present, ticket, isListed)) return;
            if (await WriteAsync(row, present, isListed, cancellationToken)) return;
            if (attempt == Attempts) throw new InvalidOperationException($"The list row of ticket {ticket.Number} was changed by others {Attempts} times in a row.");
        }
    }

    private static bool IsUpToDate(TableEntity present, Ticket ticket, bool isListed)
    {
        var version = present.Number("Version");
        return version > ticket.Version || (version == ticket.Version && isListed);
    }

    // Where an answer was lost the loop reads again and sees for itself.
    private Task<bool> WriteAsync(TableEntity row, TableEntity? present, bool isListed, CancellationToken cancellationToken) => retries.RunOnceAsync(
        token => (present, isListed) switch
        {
            (null, _) => _table.AddEntityAsync(row, token),
            (_, true) => _table.UpdateEntityAsync(row, present.ETag, TableUpdateMode.Replace, token),
            (_, false) => _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, present.ETag, token),
        },
        happened: _ => Task.FromResult(false),
        cancellationToken);

    private async Task<IReadOnlyList<Ticket>> HeadsAsync(IEnumerable<TableEntity> rows, Func<Ticket, bool> isTheirs, Func<Ticket, bool> belongs, CancellationToken cancellationToken)
    {
        var tickets = new List<Ticket>();
        foreach (var some in rows.Chunk(PageSize))
        {
            var heads = await Task.WhenAll(some.Select(row => HeadAsync(row, cancellationToken)));
            foreach (var (row, head) in some.Zip(heads))
            {
                if (head is not null && isTheirs(head) && belongs(head)) tickets.Add(head);
                else await RepairAsync(row, head, isTheirs, cancellationToken);
            }
        }

        return tickets;
    }

    private async Task<Ticket?> HeadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Ticket(row.TicketNumber("Number"));
        var head = await retries.RunAsync(token => tables.Tickets.FindAsync(partition, TableKeys.Head, token), cancellationToken);
        return head is null ? null : TicketRows.ToHead(head).Ticket;
    }

    private async Task RepairAsync(TableEntity row, Ticket? head, Func<Ticket, bool> isTheirs, CancellationToken cancellationToken)
    {
        if (head is not null && isTheirs(head))
        {
            await SettleAsync(head, cancellationToken);
            return;
        }

        await retries.RunOnceAsync(
            token => _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, token), happened: _ => Task.FromResult(false), cancellationToken);
    }
}
