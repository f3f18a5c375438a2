using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Text;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>A form that opens over Teams.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Card">What stands in it.</param>
public sealed record Form(string Title, JObject Card);

/// <summary>What the desk's forms offer to choose from, and how they are read.</summary>
/// <param name="Texts">The desk's language.</param>
/// <param name="Members">The members of the desk, in the order of their names.</param>
/// <param name="Queues">The desk's queues, by name.</param>
/// <param name="Zone">The zone in which times are typed.</param>
public sealed record DeskView(Texts Texts, IReadOnlyList<Person> Members, IReadOnlyList<string> Queues, DateTimeZone Zone)
{
    /// <summary>The queue in which a ticket is, by name; empty where the desk has none.</summary>
    public string QueueOf(Ticket ticket) => ticket.Queue ?? (Queues.Count > 0 ? Queues[0] : "");
}

/// <summary>What an agent wants, as a form says it.</summary>
/// <param name="Action">What is to be done.</param>
/// <param name="Text">What was written.</param>
public sealed record DeskWish(TicketAction Action, string? Text)
{
    /// <summary>To whom the ticket is given.</summary>
    public Person? Assignee { get; init; }

    /// <summary>The queue that it moves to.</summary>
    public string? Queue { get; init; }

    /// <summary>How many people it touches.</summary>
    public Affected? Affected { get; init; }

    /// <summary>Whether work stands still.</summary>
    public WorkBlocked? Blocked { get; init; }

    /// <summary>When work goes on.</summary>
    public Instant? Until { get; init; }
}

/// <summary>The forms of the desk's buttons. In a channel nothing is asked by typing: all agents would share the conversation.</summary>
public static class DeskForms
{
    /// <summary>The longest text that a form takes, in UTF-16 characters: refused, the form opens again with all of it, and a card has 28 KB in any script.</summary>
    public const int LongestText = 8_000;

    // A choice among more would be no choice, and the card has 25 KB.
    private const int MostChoices = 100;

    private const string Typed = "text";
    private const string Member = "member";
    private const string Queue = "queue";
    private const string Affected = "affected";
    private const string Blocked = "blocked";
    private const string Target = "target";
    private const string Outside = "outside";
    private const string Leads = "leads";
    private const string Date = "date";
    private const string Time = "time";
    private const string SeenId = "seen";
    private const string OpensId = "opens";

    private static readonly string[] MoreVerbs =
        [Verbs.TakeOver, Verbs.Assign, Verbs.Transfer, Verbs.ChangePriority, Verbs.AskCustomer, Verbs.Schedule, Verbs.GoBeyond, Verbs.Escalate, Verbs.Resume, Verbs.Reopen, Verbs.Close, Verbs.CancelTicket];

    /// <summary>What a form behind this verb does to a ticket; null where there is no such form.</summary>
    public static TicketAction? ActionOf(string verb) => verb switch
    {
        Verbs.Reply => TicketAction.Reply,
        Verbs.Note => TicketAction.Note,
        Verbs.Resolve => TicketAction.Resolve,
        Verbs.AskConsent => TicketAction.AskConsent,
        Verbs.Assign or Verbs.TakeOver => TicketAction.Assign,
        Verbs.Transfer => TicketAction.Transfer,
        Verbs.ChangePriority => TicketAction.ChangePriority,
        Verbs.AskCustomer => TicketAction.AskCustomer,
        Verbs.Escalate => TicketAction.Escalate,
        Verbs.Schedule => TicketAction.Schedule,
        Verbs.Resume => TicketAction.Resume,
        Verbs.Reopen => TicketAction.Reopen,
        Verbs.Close => TicketAction.Close,
        Verbs.CancelTicket => TicketAction.Cancel,
        _ => null,
    };

    /// <summary>Whether what is done is for the ticket as its writer saw it. A reply or a note fits whatever else happened.</summary>
    public static bool DependsOnVersion(TicketAction action) => action is not (TicketAction.Reply or TicketAction.Note or TicketAction.AskConsent);

    /// <summary>Whether what is done must not pass over a word of the customer that its writer had not seen.</summary>
    public static bool DependsOnWords(TicketAction action) => action is TicketAction.Resolve or TicketAction.Close or TicketAction.Cancel or TicketAction.Schedule;

    /// <summary>Whether the press is on a button that opens a form from within another one.</summary>
    public static bool Opens(Press press) => press.Input(OpensId) is not null;

    /// <summary>The latest event that the writer of a form had before their eyes.</summary>
    public static int? Seen(Press press) => press.Whole(SeenId);

    /// <summary>Everything that can be done with the ticket apart from what stands on its card.</summary>
    public static Form DrawMore(Ticket ticket, Person reader, DeskView view)
    {
        var title = view.Texts.MoreTitle(ticket.Number.Text);
        var possible = MoreVerbs.Where(verb => IsOffered(verb, ticket, reader)).ToList();
        var body = new List<AdaptiveElement> { Drawing.Words(ticket.Request.Subject, strong: true) };
        // Six buttons side by side are the most that Teams draws.
        body.AddRange(possible.Chunk(3).Select(some => new AdaptiveActionSet
        {
            Actions = [.. some.Select(verb =>
            {
                var data = Drawing.Of(ticket);
                data[OpensId] = "form";
                return Drawing.Submit(ButtonOf(verb, view.Texts), verb, data, style: null);
            })],
        }));
        return new Form(title, Drawing.Card(view.Texts, title, body, rightToLeft: Escape.IsRightToLeft(ticket.Request.Subject)));
    }

    /// <summary>Draws the form behind a verb.</summary>
    /// <param name="verb">One of those that <see cref="ActionOf"/> knows, but for the question whether work may be charged.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="nonce">Names this opened form; sending it twice does it once.</param>
    /// <param name="view">What there is to choose from.</param>
    /// <param name="typed">What was filled in before, where the form is shown again.</param>
    /// <param name="problem">Why it is shown again.</param>
    /// <param name="anyway">Whether the button is to say that it is done in spite of that.</param>
    public static Form Draw(string verb, Ticket ticket, string nonce, DeskView view, Press? typed = null, string? problem = null, bool anyway = false)
    {
        var (title, explanation, button) = WordsOf(verb, ticket, view);
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Words(ticket.Request.Subject, strong: true));
        body.Add(Drawing.Subtle(explanation));
        body.AddRange(InputsOf(verb, ticket, view, typed));
        var data = Drawing.Of(ticket);
        data["nonce"] = nonce;
        data[SeenId] = ticket.LastEvent;
        var label = anyway ? verb is Verbs.Resolve ? view.Texts.ButtonResolveAnyway : view.Texts.ButtonDoAnyway : button;
        return new Form(title, Drawing.Card(view.Texts, title, body, [Drawing.Submit(label, verb, data)], Escape.IsRightToLeft(ticket.Request.Subject)));
    }

    /// <summary>Draws the form in which words are mended that were taken back.</summary>
    /// <param name="action">The action that wrote them.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="nonce">Names this opened form.</param>
    /// <param name="view">What there is to choose from.</param>
    /// <param name="words">The words.</param>
    /// <param name="notice">What became of them.</param>
    public static Form DrawMended(TicketAction action, Ticket ticket, string nonce, DeskView view, string words, string notice)
    {
        var verb = action is TicketAction.AskCustomer ? Verbs.AskCustomer : Verbs.Reply;
        return Draw(verb, ticket, nonce, view, new Press(verb, ticket.Number, ticket.Version, nonce, Number: null, new JObject { [Typed] = words }), notice);
    }

    /// <summary>What a form says is wanted, or why that cannot be read.</summary>
    public static (DeskWish? Wish, string? Problem) Read(Press press, Person reader, DeskView view)
    {
        if (ActionOf(press.Verb) is not { } action) return (null, view.Texts.RefusedNotUnderstood);
        var text = press.Input(Typed)?.Trim() is { Length: > 0 } typed ? typed : null;
        var wish = new DeskWish(action, text);
        return press.Verb switch
        {
            Verbs.TakeOver => (wish with { Assignee = reader }, null),
            Verbs.Assign => view.Members.FirstOrDefault(member => member.ObjectId == press.Input(Member)) is { } member
                ? (wish with { Assignee = member }, null)
                : (null, view.Texts.RefusedNoSuchPerson),
            Verbs.Transfer => view.Queues.FirstOrDefault(queue => queue == press.Input(Queue)) is { } queue
                ? (wish with { Queue = queue }, null)
                : (null, view.Texts.NoOtherQueue),
            Verbs.ChangePriority => (press.Chosen<Affected>(Affected), press.Chosen<WorkBlocked>(Blocked)) is ({ } affected, { } blocked)
                ? (wish with { Affected = affected, Blocked = blocked }, null)
                : (null, view.Texts.RefusedNotUnderstood),
            Verbs.Escalate => (wish with { Action = press.Input(Target) is Outside ? TicketAction.WaitOnThirdParty : TicketAction.Escalate }, null),
            Verbs.Schedule => TimeIn(press, view.Zone) is { } until ? (wish with { Until = until }, null) : (null, view.Texts.TimeNotUnderstood),
            _ => (wish, null),
        };
    }

    /// <summary>What the agent reads once it is done.</summary>
    public static string Done(DeskWish wish, Ticket ticket, DeskView view)
    {
        var (texts, customer) = (view.Texts, ticket.Requester);
        return wish.Action switch
        {
            TicketAction.Reply or TicketAction.Resolve or TicketAction.AskCustomer when !customer.UsesTeams => texts.DoneKeptForNoTeams(customer.Name),
            TicketAction.Reply => texts.DoneReplied(customer.Name),
            TicketAction.Resolve => texts.DoneResolved(customer.Name),
            TicketAction.Note => texts.DoneNoted,
            TicketAction.Assign => texts.DoneAssigned(ticket.Owner?.Name ?? ""),
            TicketAction.Transfer => texts.DoneTransferred(view.QueueOf(ticket)),
            TicketAction.ChangePriority => texts.DonePriority(ticket.Priority),
            TicketAction.AskCustomer => texts.DoneAsked(customer.Name),
            TicketAction.Escalate => texts.DoneEscalated,
            TicketAction.WaitOnThirdParty => texts.DoneWaiting,
            TicketAction.Schedule => texts.DoneScheduled(ticket.ScheduledFor is { } until ? texts.Of(until, view.Zone.Id) : ""),
            TicketAction.Resume => texts.DoneResumed,
            TicketAction.Reopen => texts.DoneReopened,
            TicketAction.Close => texts.DoneClosed,
            TicketAction.Cancel => texts.DoneCancelled,
            _ => throw new ArgumentOutOfRangeException(nameof(wish), wish.Action, "There is no form for this."),
        };
    }

    private static bool IsOffered(string verb, Ticket ticket, Person reader) =>
        TicketLifecycle.Next(ticket.Status, verb is Verbs.GoBeyond ? TicketAction.PrepareEscalation : ActionOf(verb)!.Value) is not null
        && verb switch
        {
            Verbs.TakeOver => ticket.Owner is { } owner && !owner.Is(reader),
            _ => true,
        };

    private static string ButtonOf(string verb, Texts texts) => verb switch
    {
        Verbs.TakeOver => texts.ButtonTakeOver,
        Verbs.Assign => texts.ButtonAssign,
        Verbs.Transfer => texts.ButtonTransfer,
        Verbs.ChangePriority => texts.ButtonChangePriority,
        Verbs.AskCustomer => texts.ButtonAskOfCustomer,
        Verbs.Schedule => texts.ButtonSchedule,
        Verbs.GoBeyond => texts.ButtonEscalate,
        Verbs.Escalate => texts.ButtonAskOthers,
        Verbs.Resume => texts.ButtonResume,
        Verbs.Reopen => texts.ButtonReopen,
        Verbs.Close => texts.ButtonClose,
        Verbs.CancelTicket => texts.ButtonCancelTicket,
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "This verb has no button among the others."),
    };

    private static (string Title, string Explanation, string Button) WordsOf(string verb, Ticket ticket, DeskView view)
    {
        var texts = view.Texts;
        var number = ticket.Number.Text;
        var customer = Escape.ForCard(ticket.Requester.Name);
        return verb switch
        {
            Verbs.Reply => (texts.ReplyFormTitle(number), texts.ReplyFormText(customer), texts.ButtonSendToCustomer),
            Verbs.Note => (texts.NoteFormTitle(number), texts.NoteFormText, texts.ButtonKeepNote),
            Verbs.Resolve => (texts.ResolveFormTitle(number), texts.ResolveFormText(customer), texts.ButtonMarkResolved),
            Verbs.Assign => (texts.AssignFormTitle(number), texts.AssignFormText, texts.ButtonConfirm),
            Verbs.TakeOver => (texts.TakeOverFormTitle(number), texts.TakeOverFormText(Escape.ForCard(ticket.Owner?.Name ?? texts.Nobody)), texts.ButtonTakeOver),
            Verbs.Transfer => (texts.TransferFormTitle(number), texts.TransferFormText, texts.ButtonConfirm),
            Verbs.ChangePriority => (texts.PriorityFormTitle(number), texts.PriorityFormText, texts.ButtonConfirm),
            Verbs.AskCustomer => (texts.AskFormTitle(number), texts.AskFormText(customer), texts.ButtonSendToCustomer),
            Verbs.Escalate => (texts.EscalateFormTitle(number), texts.EscalateFormText, texts.ButtonConfirm),
            Verbs.Schedule => (texts.ScheduleFormTitle(number), texts.ScheduleFormText, texts.ButtonConfirm),
            Verbs.Resume => (texts.ResumeFormTitle(number), texts.ResumeFormText, texts.ButtonConfirm),
            Verbs.Reopen => (texts.ReopenFormTitle(number), texts.ReopenFormText, texts.ButtonConfirm),
            Verbs.Close => (texts.CloseFormTitle(number), texts.CloseFormText(customer), texts.ButtonConfirm),
            Verbs.CancelTicket => (texts.CancelFormTitle(number), texts.CancelFormText(customer), texts.ButtonConfirm),
            _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "There is no form behind this verb."),
        };
    }

    private static IEnumerable<AdaptiveElement> InputsOf(string verb, Ticket ticket, DeskView view, Press? typed)
    {
        var texts = view.Texts;
        switch (verb)
        {
            case Verbs.Assign:
                yield return OneOf(Member, texts.LabelAssignee, view.Members.Where(member => !member.Is(ticket.Owner)).Select(member => (member.Name, member.ObjectId)), typed);
                break;
            case Verbs.Transfer:
                yield return OneOf(Queue, texts.LabelQueue, view.Queues.Where(queue => !string.Equals(queue, view.QueueOf(ticket), StringComparison.OrdinalIgnoreCase)).Select(queue => (queue, queue)), typed);
                break;
            case Verbs.ChangePriority:
                yield return Drawing.Choice(Affected, texts.LabelAffected, typed?.Chosen<Affected>(Affected) ?? ticket.Request.Affected, texts.Of);
                yield return Drawing.Choice(Blocked, texts.LabelBlocked, typed?.Chosen<WorkBlocked>(Blocked) ?? ticket.Request.Blocked, texts.Of);
                break;
            case Verbs.Escalate:
                yield return OneOf(Target, texts.LabelEscalateTo, [(texts.EscalateToLeads, Leads), (texts.EscalateOutside, Outside)], typed);
                break;
            case Verbs.Schedule:
                yield return new AdaptiveDateInput { Id = Date, Label = texts.LabelDate, Value = typed?.Input(Date), IsRequired = true, ErrorMessage = texts.TimeNotUnderstood };
                yield return new AdaptiveTimeInput { Id = Time, Label = texts.LabelTime(view.Zone.Id), Value = typed?.Input(Time), IsRequired = true, ErrorMessage = texts.TimeNotUnderstood };
                break;
        }

        var needed = verb is Verbs.Reply or Verbs.Note or Verbs.Resolve or Verbs.AskCustomer or Verbs.Transfer or Verbs.Escalate;
        var label = verb switch
        {
            Verbs.Reply or Verbs.Note or Verbs.Resolve or Verbs.AskCustomer or Verbs.Escalate => texts.LabelYourText,
            Verbs.CancelTicket => texts.LabelWhyCustomer,
            _ => texts.LabelWhy,
        };
        yield return new AdaptiveTextInput
        {
            Id = Typed,
            Label = label,
            Value = typed?.Input(Typed),
            IsMultiline = true,
            IsRequired = needed,
            ErrorMessage = needed ? texts.RefusedNothingWritten : null,
            MaxLength = verb is Verbs.Resolve ? TicketDecision.DescriptionInHead : LongestText,
        };
    }

    private static AdaptiveChoiceSetInput OneOf(string id, string label, IEnumerable<(string Title, string Value)> choices, Press? typed)
    {
        var all = choices.Take(MostChoices).Select(choice => new AdaptiveChoice { Title = Escape.Visible(choice.Title), Value = choice.Value }).ToList();
        return new AdaptiveChoiceSetInput
        {
            Id = id,
            Label = label,
            Style = AdaptiveChoiceInputStyle.Compact,
            IsRequired = true,
            ErrorMessage = label,
            Value = typed?.Input(id) ?? (all.Count > 0 ? all[0].Value : null),
            Choices = all,
        };
    }

    // A time that the clocks skip or show twice is taken at its first occurrence, or as long after it as was skipped.
    private static Instant? TimeIn(Press press, DateTimeZone zone) =>
        LocalDatePattern.Iso.Parse(press.Input(Date) ?? "") is { Success: true, Value: var date }
        && LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(press.Input(Time) ?? "") is { Success: true, Value: var time }
            ? date.At(time).InZoneLeniently(zone).ToInstant()
            : null;
}
