using Microsoft.Bot.Connector;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>Warns the desk's channel of delegated admin relationships that end, once for each stage however many instances look.</summary>
internal sealed partial class DelegatedAdminWatch(
    ICustomerStore customers, IQueues queues, TeamsConnector connector, PartnerOptions partner, BotIdentity bot, TimeProvider time, ILogger<DelegatedAdminWatch> logger)
{
    private const int Attempts = 3;

    // A first import may bring hundreds that have ended: they come a few a minute, so that the channel stays readable and Teams takes them.
    private const int MostAtOnce = 5;
    private static readonly Duration Interval = Duration.FromHours(1);

    private Instant? _last;

    /// <summary>Looks at all customers, at most once an hour; one call at a time.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToInstant();
        if (_last is { } last && now - last < Interval) return;
        _last = now;

        var all = await queues.AllAsync(cancellationToken);
        // Partner Center counts in UTC.
        var today = now.InUtc().Date;
        var warned = 0;
        foreach (var stored in await customers.AllAsync(cancellationToken))
        {
            if (warned == MostAtOnce)
            {
                _last = null;
                return;
            }

            // Before an operator has chosen a channel there is nowhere to go: the warning waits.
            if (DelegatedAdmin.DueWarning(stored.Customer, today) is not { } warning || all.Named(stored.Customer.Queue) is not { } queue) continue;
            warned++;
            await WarnAsync(stored, warning, queue, cancellationToken);
        }
    }

    // Marked first, so that of several instances one posts it; a crash in between loses one stage's warning, and the next stage warns.
    private async Task WarnAsync(StoredCustomer stored, DelegatedAdminWarning warning, Queue queue, CancellationToken cancellationToken)
    {
        var marked = stored.Customer with { DelegatedAdminWarned = warning.Mark };
        if (await customers.KeepAsync(marked, stored.Stamp, cancellationToken) is not CustomerKept.Stored) return;
        using var timeOut = Outgoing.Limited(cancellationToken);
        try
        {
            await PostAsync(queue, SentenceOf(marked, warning), timeOut.Token);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogFailed(marked.Id, SendFailure.StatusOf(exception), exception);
            // What may have been posted is not posted again.
            if (SendFailure.TookNothing(exception) || SendFailure.StatusOf(exception) is not null) await UnmarkAsync(marked.Id, warning.Mark, stored.Customer.DelegatedAdminWarned, cancellationToken);
        }
    }

    private string SentenceOf(Customer customer, DelegatedAdminWarning warning)
    {
        var texts = Texts.In(partner.Language);
        var date = warning.Ends.ToString(texts.DateOnly, texts.Culture);
        return warning.DaysLeft switch
        {
            < 0 => texts.DelegatedAdminEnded(customer.Name, date),
            0 => texts.DelegatedAdminEndsToday(customer.Name, date),
            1 => texts.DelegatedAdminEndsTomorrow(customer.Name, date),
            var days => texts.DelegatedAdminEnds(customer.Name, date, days),
        };
    }

    private async Task PostAsync(Queue queue, string sentence, CancellationToken cancellationToken)
    {
        var client = await connector.AtAsync(queue, cancellationToken);
        await client.Conversations.CreateConversationAsync(Outgoing.NewThread(queue, partner, bot, Speech.Of(sentence)), cancellationToken);
    }

    private async Task UnmarkAsync(string id, string mark, string? before, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await customers.FindAsync(id, cancellationToken) is not { } stored || stored.Customer.DelegatedAdminWarned != mark) return;
            if (await customers.KeepAsync(stored.Customer with { DelegatedAdminWarned = before }, stored.Stamp, cancellationToken) is CustomerKept.Stored) return;
        }
    }

    [LoggerMessage(EventId = 365, Level = LogLevel.Warning, Message = "Customer {Id}: Teams answered {Status} to the warning of delegated admin; the next sweep tries again")]
    private partial void LogFailed(string id, System.Net.HttpStatusCode? status, Exception exception);
}
