using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>
/// The lists in which tickets are found. A row holds the ticket's number and the version of the head that it was made from;
/// where it stands, partition and key, follows from the head alone, so that a head tells whether a row is right.
/// </summary>
/// <remarks>
/// No partition is sharded: one takes 2,000 writes a second (Scalability targets for Table storage), and a list is written once
/// for each change, of which Teams lets one desk tell at most 50 a second.
/// </remarks>
internal sealed class ListTable(StorageTables tables, TableRetries retries) : ITicketLists
{
    private const int PageSize = 10;
    private const int ExtraQueries = 2;
    private const int MostOngoing = 50;
    private const int MostDue = 50;
    private const int Attempts = 8;

    private readonly TableClient _table = tables.Lists;
    private readonly ConcurrentDictionary<string, bool> _namedQueues = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Ticket>> OngoingOfAsync(Person person, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.OngoingOf(person)}");
        var tickets = await HeadsAsync(await RowsAsync(filter, MostOngoing, cancellationToken), cancellationToken);
        return [.. tickets.OrderByDescending(ticket => ticket.ChangedAt)];
    }

    /// <inheritdoc/>
    public Task<TicketPage> AllOfAsync(Person person, string? from, CancellationToken cancellationToken) =>
        PageAsync([TableKeys.AllOf(person)], from, cancellationToken);

    /// <inheritdoc/>
    public Task<TicketPage> OfOrganisationAsync(IReadOnlyList<string> tenantIds, string? from, CancellationToken cancellationToken) =>
        PageAsync([.. tenantIds.Select(TableKeys.OfOrganisation)], from, cancellationToken);

    /// <inheritdoc/>
    public Task<TicketPage> OfQueueAsync(IReadOnlyList<string?> names, string? from, CancellationToken cancellationToken) =>
        PageAsync([.. names.Select(TableKeys.OfQueue)], from, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> QueueNamesAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.QueueNames}");
        return [.. (await RowsAsync(filter, int.MaxValue, cancellationToken)).Select(row => row.Text("Name"))];
    }

    /// <inheritdoc/>
    public Task<TicketPage> OwnedByAsync(Person owner, string? from, CancellationToken cancellationToken) =>
        PageAsync([TableKeys.OwnedBy(owner)], from, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Ticket>> ConsentsDueAsync(Instant now, CancellationToken cancellationToken)
    {
        var due = TableKeys.DueBy(now);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.ConsentsAsked} and RowKey ge {due.From} and RowKey lt {due.Before}");
        return await HeadsAsync(await RowsAsync(filter, MostDue, cancellationToken), cancellationToken);
    }

    /// <summary>Brings the ticket's rows up to its head; never back to an older one.</summary>
    /// <param name="ticket">The head.</param>
    /// <param name="before">A head of before, whose rows may stand elsewhere.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SettleAsync(Ticket ticket, Ticket? before, CancellationToken cancellationToken)
    {
        if (ticket.Queue is { Length: > 0 } queue) await KeepQueueNameAsync(queue, cancellationToken);
        var standings = StandingsOf(ticket).ToList();
        var left = before is null ? [] : StandingsOf(before).Where(each => each.IsListed && !standings.Exists(now => now.Place == each.Place)).Select(each => each with { IsListed = false });
        await Task.WhenAll(standings.Concat(left).Select(each => SettleAsync(each, ticket, cancellationToken)));
    }

    /// <summary>The rows of a ticket in all lists in which it stands.</summary>
    public static IEnumerable<TableEntity> RowsOf(Ticket ticket) => StandingsOf(ticket).Where(each => each.IsListed).Select(each => RowOf(each.Place, ticket));

    private static TableEntity RowOf(ListPlace place, Ticket ticket) => new(place.Partition, place.Row) { ["Number"] = ticket.Number.Text, ["Version"] = ticket.Version };

    /// <summary>Where the ticket stands; and where it would stand if it did, since a row may be there from before.</summary>
    private static IEnumerable<Standing> StandingsOf(Ticket ticket)
    {
        var row = TableKeys.Listed(ticket.Number);
        yield return new Standing(new ListPlace(TableKeys.AllOf(ticket.Requester), row), IsListed: true);
        yield return new Standing(new ListPlace(TableKeys.OfOrganisation(ticket.Requester.TenantId), row), IsListed: true);
        yield return new Standing(new ListPlace(TableKeys.OngoingOf(ticket.Requester), row), TicketLifecycle.IsOngoing(ticket.Status));
        yield return new Standing(new ListPlace(TableKeys.OfQueue(ticket.Queue), row), TicketLifecycle.IsAtWork(ticket.Status));
        if (ticket.Owner is { } owner) yield return new Standing(new ListPlace(TableKeys.OwnedBy(owner), row), !TicketLifecycle.IsOver(ticket.Status));
        if (ticket.Consent is { } consent) yield return new Standing(new ListPlace(TableKeys.ConsentsAsked, TableKeys.Due(consent.Question.ExpiresAt, ticket.Number)), consent.State is ConsentState.Asked);
    }

    private async Task SettleAsync(Standing standing, Ticket ticket, CancellationToken cancellationToken)
    {
        var (place, isListed) = standing;
        var row = RowOf(place, ticket);
        // A ticket that has just begun stands in no list yet: the read before the first write is left out.
        var isNew = ticket.LastEvent == 1;
        for (var attempt = 1; ; attempt++)
        {
            var present = isNew && attempt == 1 ? null : await retries.RunAsync(token => _table.FindAsync(place.Partition, place.Row, token), cancellationToken);
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
            (null, _) => _table.InsertAsync(row, token),
            (_, true) => _table.ReplaceAsync(row, present.ETag, token),
            (_, false) => _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, present.ETag, token),
        },
        happened: _ => Task.FromResult(false),
        cancellationToken);

    // Kept before the first row of that queue is: a name that is listed in vain costs a query, one that is missing would hide tickets.
    private async Task KeepQueueNameAsync(string name, CancellationToken cancellationToken)
    {
        if (_namedQueues.ContainsKey(name)) return;
        var row = new TableEntity(TableKeys.QueueNames, TableKeys.QueueNamed(name)) { ["Name"] = name };
        await retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
        _namedQueues[name] = true;
    }

    /// <summary>A page of what stands in the partitions, one after another.</summary>
    private async Task<TicketPage> PageAsync(IReadOnlyList<string> partitions, string? from, CancellationToken cancellationToken)
    {
        var tickets = new List<Ticket>();
        var extra = 0;
        var (index, key) = PlaceIn(from);
        while (index < partitions.Count)
        {
            var wanted = PageSize - tickets.Count;
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitions[index]} and RowKey ge {key}");
            // One more than is wanted: it is where the next page begins.
            var rows = await RowsAsync(filter, wanted + 1, cancellationToken);
            tickets.AddRange(await HeadsAsync(rows.Take(wanted), cancellationToken));
            if (rows.Count <= wanted)
            {
                (index, key) = (index + 1, "");
                continue;
            }

            key = rows[wanted].RowKey;
            // What the heads contradict is made up for, within bounds: a page may be short and still have a next one.
            if (tickets.Count == PageSize || extra == ExtraQueries) return new TicketPage(tickets, FormattableString.Invariant($"{index}|{key}"));
            extra++;
        }

        return new TicketPage(tickets, Next: null);
    }

    private static (int Index, string Key) PlaceIn(string? from) =>
        from?.Split('|', 2) is [var index, var key] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, key) : (0, "");

    private Task<List<TableEntity>> RowsAsync(string filter, int most, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.ListAsync(filter, most, select: null, token), cancellationToken);

    /// <summary>The heads behind the rows. A row that its head contradicts is dropped from the answer and from the list.</summary>
    private async Task<List<Ticket>> HeadsAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        var tickets = new List<Ticket>();
        foreach (var some in rows.Chunk(PageSize))
        {
            var heads = await Task.WhenAll(some.Select(row => HeadAsync(row, cancellationToken)));
            var wrong = new List<TableEntity>();
            foreach (var (row, head) in some.Zip(heads))
            {
                if (head is not null && StandingsOf(head).Contains(new Standing(new ListPlace(row.PartitionKey, row.RowKey), IsListed: true))) tickets.Add(head);
                else wrong.Add(row);
            }

            await Task.WhenAll(wrong.Select(row => DropAsync(row, cancellationToken)));
        }

        return tickets;
    }

    private async Task<Ticket?> HeadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Ticket(row.TicketNumber("Number"));
        var head = await retries.RunAsync(token => tables.Tickets.FindAsync(partition, TableKeys.Head, token), cancellationToken);
        return head is null ? null : TicketRows.ToHead(head).Ticket;
    }

    // A row that was written anew since it was read is left to whoever wrote it.
    private Task<bool> DropAsync(TableEntity row, CancellationToken cancellationToken) => retries.RunOnceAsync(
        token => _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, token), happened: _ => Task.FromResult(false), cancellationToken);

    /// <summary>A row of a list.</summary>
    private readonly record struct ListPlace(string Partition, string Row);

    /// <summary>Whether a ticket stands in a place.</summary>
    private readonly record struct Standing(ListPlace Place, bool IsListed);
}
