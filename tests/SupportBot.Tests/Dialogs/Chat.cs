using AdaptiveCards;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Dialogs;
using SupportBot.Tickets;
using Activity = Microsoft.Bot.Schema.Activity;

namespace SupportBot.Tests.Dialogs;

/// <summary>A personal chat with nothing but the dialogs in it: words go to the active one, or begin a request.</summary>
internal sealed class Chat
{
    private readonly ConversationState _state;
    private readonly IStatePropertyAccessor<Talk> _talks;
    private readonly DialogSet _dialogs;

    /// <param name="locale">What Teams says of the writer's language.</param>
    /// <param name="storage">Where the chat is kept between turns; null takes a new one.</param>
    public Chat(string locale = "en-GB", IStorage? storage = null)
    {
        _state = new ConversationState(storage ?? new MemoryStorage());
        _talks = _state.CreateProperty<Talk>("talk");
        _dialogs = new DialogSet(_state.CreateProperty<DialogState>("dialogs")).Add(new GetSupportDialog(_talks, Numbers, new CountedNonces()));
        Adapter = new TestAdapter("test") { Locale = locale };
    }

    public TestAdapter Adapter { get; }

    public NumberSource Numbers { get; } = new();

    /// <summary>How the last turn ended.</summary>
    public DialogTurnResult Result { get; private set; } = new(DialogTurnStatus.Empty);

    /// <summary>What the chat remembers since the last turn.</summary>
    public Talk Talk { get; private set; } = new();

    /// <summary>Begins a story.</summary>
    public TestFlow Story => new(Adapter, OnTurnAsync);

    /// <summary>Does in a turn what the chat does around the dialogs, a press among it.</summary>
    public Task TurnAsync(Func<DialogContext, Talk, Task> turn) => Adapter.ProcessActivityAsync(
        Adapter.MakeActivity(),
        async (context, cancellationToken) =>
        {
            Talk = await _talks.GetAsync(context, () => new Talk(), cancellationToken);
            await turn(await _dialogs.CreateContextAsync(context, cancellationToken), Talk);
            await _state.SaveChangesAsync(context, cancellationToken: cancellationToken);
        });

    /// <summary>Takes what was sent and not yet looked at.</summary>
    public List<Activity> Replies()
    {
        var replies = new List<Activity>();
        while (Adapter.GetNextReply() is Activity reply) replies.Add(reply);
        return replies;
    }

    public static JObject CardOf(IActivity reply)
    {
        var attachment = Assert.Single(Assert.IsType<Activity>(reply).Attachments);
        Assert.Equal(AdaptiveCard.ContentType, attachment.ContentType);
        return Assert.IsType<JObject>(attachment.Content);
    }

    /// <summary>What an input of a card is filled in with.</summary>
    public static string? InputOf(JObject card, string id) => (string?)card["body"]!.Single(element => (string?)element["id"] == id)["value"];

    /// <summary>The verbs of a card's buttons.</summary>
    public static IEnumerable<string?> ButtonsOf(JObject card) => card.SelectTokens("$.body[*].actions[*].verb").Select(verb => (string?)verb);

    /// <summary>A check that a reply is this sentence, on a card or not.</summary>
    public static Action<IActivity> Says(string sentence) => reply =>
    {
        var activity = Assert.IsType<Activity>(reply);
        Assert.Equal(sentence, activity.Attachments is { Count: > 0 } ? (string?)CardOf(activity)["body"]![0]!["text"] : activity.Text);
    };

    /// <summary>A check that a reply is the summary with this service filled in.</summary>
    public static Action<IActivity> IsSummary(Service service) => reply =>
    {
        var card = CardOf(reply);
        Assert.Equal(["file", "discard", "talkToPerson"], ButtonsOf(card));
        Assert.Equal(service.ToString(), InputOf(card, "service"));
    };

    private async Task OnTurnAsync(ITurnContext context, CancellationToken cancellationToken)
    {
        var dialog = await _dialogs.CreateContextAsync(context, cancellationToken);
        Result = dialog.ActiveDialog is null
            ? await dialog.BeginDialogAsync(nameof(GetSupportDialog), context.Activity.Text, cancellationToken)
            : await dialog.ContinueDialogAsync(cancellationToken);
        Talk = await _talks.GetAsync(context, () => new Talk(), cancellationToken);
        await _state.SaveChangesAsync(context, cancellationToken: cancellationToken);
    }

    /// <summary>Hands out numbers, and is a store in nothing else.</summary>
    internal sealed class NumberSource : ITicketStore
    {
        public int Taken { get; private set; }

        public Task<TicketNumber> NumberForAsync(string nonce, CancellationToken cancellationToken) => NextNumberAsync(cancellationToken);

        public Task<TicketNumber> NextNumberAsync(CancellationToken cancellationToken) => Task.FromResult(TicketNumber.Of("A", 1000 + ++Taken));

        public Task<StoredTicket?> FindAsync(TicketNumber number, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task<string?> FindEscalationFileAsync(TicketNumber number, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task<TicketEvent?> FindEventAsync(TicketNumber number, int sequence, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task<IReadOnlyList<TicketEvent>> EventsAsync(TicketNumber number, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task<string?> FindEscalationFileAsync(TicketNumber number, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task AnnounceAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task<CommitEnd> CommitAsync(TicketChange change, string? stamp, IReadOnlyList<PendingNotice> notices, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task<int?> EffectOfAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task SettleListsAsync(Ticket ticket, CancellationToken cancellationToken, Ticket? before = null) => throw NotForDialogs();

        public Task ForgetAnnouncementAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) => throw NotForDialogs();

        public IAsyncEnumerable<UnsettledCommand> UnsettledAsync(NodaTime.Duration age, CancellationToken cancellationToken) => throw NotForDialogs();

        public Task<bool> VoidAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) => throw NotForDialogs();

        private static InvalidOperationException NotForDialogs() => new("A dialog files nothing; it only takes a number.");
    }

    private sealed class CountedNonces : INonces
    {
        private int _given;

        public string Next() => $"nonce-{++_given}";
    }
}
