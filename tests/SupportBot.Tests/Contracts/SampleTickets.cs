using NodaTime;
using NodaTime.Extensions;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Tests.Contracts;

/// <summary>People and changes for the contracts: made by the rules of the rooms themselves.</summary>
public static class SampleTickets
{
    public static readonly Person Ana = new("tenant-a", "ana", "Ana Sousa");
    public static readonly Person Rui = new("tenant-a", "rui", "Rui Alves");
    public static readonly Person Agent = new("tenant-desk", "ines", "Inês Duarte");

    public static Instant Now(this TimeProvider clock) => clock.GetUtcNow().ToInstant();

    public static CommandKey Key(string nonce) => CommandKey.OfPress(Ana, nonce, "verb", expectedVersion: null, "");

    public static TicketChange Begin(TicketNumber number, Instant now, Person? by = null, string description = "Outlook asks for my password again and again.") =>
        TicketDecision.Begin(
            new FileTicket(
                number,
                Draft: "draft-" + number,
                by ?? Ana,
                by ?? Ana,
                "Contoso",
                new Request("Outlook asks for a password", description, Service.Microsoft365, Category.Technical, Affected.Several, WorkBlocked.Partly),
                WantsPerson: true,
                SummaryMessage: "1700000000001",
                Key("file " + number)),
            now).Change!;

    public static TicketChange Next(Ticket ticket, TicketAction action, Instant now, string? text = null, Person? by = null, string? nonce = null) =>
        TicketDecision.Of(ticket, new TicketCommand(action, by ?? Agent, Key(nonce ?? $"{action} {ticket.Number} {ticket.LastEvent}"), ExpectedVersion: null, text), now).Change!;

    /// <summary>Asks whether work may be charged, and has Rui asked.</summary>
    public static TicketChange Ask(Ticket ticket, Instant now, Instant until) => TicketDecision.Of(
        ticket, new TicketCommand(TicketAction.AskConsent, Agent, Key($"ask {ticket.LastEvent}"), Question: new ConsentQuestion("Move the mailboxes.\nEstimate: 3 hours", "75,00 EUR por hora", until)), now).Change!;

    public static TicketChange AskRui(Ticket ticket, Instant now) => TicketDecision.Of(
        ticket, new TicketCommand(TicketAction.AskApprovers, Ana, Key($"rui {ticket.LastEvent}"), Answers: ticket.Consent!.Event, Approvers: [Rui]), now).Change!;

    public static IReadOnlyList<PendingNotice> NoticesOf(TicketChange change) => new NoticePlan().For(change);

    /// <summary>Files a ticket as the keeper would.</summary>
    public static async Task<StoredTicket> FileAsync(this StoreInstance instance, TicketChange change)
    {
        Assert.Equal(CommitEnd.Stored, await instance.CommitAsync(change, stamp: null));
        return await instance.HeadAsync(change.After.Number);
    }

    public static Task<CommitEnd> CommitAsync(this StoreInstance instance, TicketChange change, string? stamp) =>
        instance.Tickets.CommitAsync(change, stamp, NoticesOf(change), default);

    public static async Task<StoredTicket> HeadAsync(this StoreInstance instance, TicketNumber number) =>
        Assert.IsType<StoredTicket>(await instance.Tickets.FindAsync(number, default));

    public static async Task<List<T>> ListAsync<T>(this IAsyncEnumerable<T> source)
    {
        var list = new List<T>();
        await foreach (var item in source) list.Add(item);
        return list;
    }
}
