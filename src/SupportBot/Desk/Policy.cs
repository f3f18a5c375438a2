using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>Whose tickets a verb reaches.</summary>
public enum Reach
{
    /// <summary>None: the verb is not for this role.</summary>
    None,

    /// <summary>The person's own, and what concerns no ticket.</summary>
    Own,

    /// <summary>Those of the person's organisation.</summary>
    Organisation,

    /// <summary>Everybody's.</summary>
    All,
}

/// <summary>
/// Who may do what, and with whose tickets: one table of role, verb and reach, asked for every press and every word, by tenant
/// and person from the verified activity alone. What the table does not name is refused.
/// </summary>
public static class Policy
{
    private static readonly Dictionary<(Role Role, string Verb), Reach> Table = new()
    {
        [(Role.Customer, Verbs.File)] = Reach.Own,
        [(Role.Customer, Verbs.Discard)] = Reach.Own,
        [(Role.Customer, Verbs.GoOn)] = Reach.Own,
        [(Role.Customer, Verbs.BringBack)] = Reach.Own,
        [(Role.Customer, Verbs.Service)] = Reach.Own,
        [(Role.Customer, Verbs.NewRequest)] = Reach.Own,
        [(Role.Customer, Verbs.MyTickets)] = Reach.Own,
        [(Role.Customer, Verbs.Show)] = Reach.Own,
        [(Role.Customer, Verbs.TalkToPerson)] = Reach.Own,
        [(Role.Customer, Verbs.Choose)] = Reach.Own,
        [(Role.Customer, Verbs.Say)] = Reach.Own,
        [(Role.Customer, Verbs.Settled)] = Reach.Own,
        [(Role.Customer, Verbs.NotYet)] = Reach.Own,
        [(Role.Customer, Verbs.WholeText)] = Reach.Own,
        [(Role.Customer, Verbs.StopsBusiness)] = Reach.Own,
        [(Role.Customer, Verbs.AskApprovers)] = Reach.Own,
        [(Role.Customer, Verbs.Notifications)] = Reach.Own,
        [(Role.Customer, Verbs.CancelTicket)] = Reach.Own,

        [(Role.Approver, Verbs.Agree)] = Reach.Organisation,
        [(Role.Approver, Verbs.Decline)] = Reach.Organisation,

        [(Role.Administrator, Verbs.OrganisationTickets)] = Reach.Organisation,
        [(Role.Administrator, Verbs.Show)] = Reach.Organisation,
        [(Role.Administrator, Verbs.WholeText)] = Reach.Organisation,

        [(Role.Agent, Verbs.Claim)] = Reach.All,
        [(Role.Agent, Verbs.Reply)] = Reach.All,
        [(Role.Agent, Verbs.Undo)] = Reach.All,
        [(Role.Agent, Verbs.SendNow)] = Reach.All,
        [(Role.Agent, Verbs.Note)] = Reach.All,
        [(Role.Agent, Verbs.Resolve)] = Reach.All,
        [(Role.Agent, Verbs.Show)] = Reach.All,
        [(Role.Agent, Verbs.WholeText)] = Reach.All,
        [(Role.Agent, Verbs.OpenFiles)] = Reach.All,
        [(Role.Agent, Verbs.SendAgain)] = Reach.All,
        [(Role.Agent, Verbs.AskConsent)] = Reach.All,
        [(Role.Agent, Verbs.FileFor)] = Reach.All,
        [(Role.Agent, Verbs.LinkTenant)] = Reach.All,
        [(Role.Agent, Verbs.NewCustomer)] = Reach.All,
        [(Role.Agent, Verbs.IgnoreTenant)] = Reach.All,
        [(Role.Agent, Verbs.HeedTenant)] = Reach.All,
        [(Role.Agent, Verbs.PartnerCenterRoles)] = Reach.All,
        [(Role.Agent, Verbs.QueueTickets)] = Reach.All,
        [(Role.Agent, Verbs.OwnedTickets)] = Reach.All,
        [(Role.Agent, Verbs.More)] = Reach.All,
        [(Role.Agent, Verbs.Assign)] = Reach.All,
        [(Role.Agent, Verbs.TakeOver)] = Reach.All,
        [(Role.Agent, Verbs.Transfer)] = Reach.All,
        [(Role.Agent, Verbs.ChangePriority)] = Reach.All,
        [(Role.Agent, Verbs.AskCustomer)] = Reach.All,
        [(Role.Agent, Verbs.Escalate)] = Reach.All,
        [(Role.Agent, Verbs.GoBeyond)] = Reach.All,
        [(Role.Agent, Verbs.Schedule)] = Reach.All,
        [(Role.Agent, Verbs.Resume)] = Reach.All,
        [(Role.Agent, Verbs.Close)] = Reach.All,
        [(Role.Agent, Verbs.Reopen)] = Reach.All,
        [(Role.Agent, Verbs.CancelTicket)] = Reach.All,

        [(Role.Lead, Verbs.Customers)] = Reach.All,

        [(Role.Operator, Verbs.Customers)] = Reach.All,
        [(Role.Operator, Verbs.UseChannel)] = Reach.All,
    };

    /// <summary>How far a verb reaches for a role.</summary>
    public static Reach Of(Role role, string verb) => Table.GetValueOrDefault((role, verb), Reach.None);

    /// <summary>How far a verb reaches for a person: as far as for the one of their roles that reaches farthest.</summary>
    public static Reach Of(Caller caller, string verb) => caller.Roles.Max(role => Of(role, verb));

    /// <summary>Whether the verb is for this person at all. With a ticket, <see cref="May(Caller, string, Ticket)"/> is asked as well.</summary>
    public static bool May(Caller caller, string verb) => Of(caller, verb) is not Reach.None;

    /// <summary>Whether the person may do this with this ticket. Internal notes are another matter: <see cref="TicketEvent.IsInternal"/>.</summary>
    public static bool May(Caller caller, string verb, Ticket ticket) => Of(caller, verb) switch
    {
        Reach.All => true,
        Reach.Organisation => caller.Customer?.TenantIds.Contains(ticket.Requester.TenantId, StringComparer.OrdinalIgnoreCase) is true,
        Reach.Own => ticket.Requester.Is(caller.Person),
        _ => false,
    };

    /// <summary>The verb by which the policy knows what somebody does with a ticket.</summary>
    public static string VerbOf(TicketAction action, bool atDesk) => action switch
    {
        TicketAction.Reopen when atDesk => Verbs.Reopen,
        TicketAction.File => Verbs.File,
        TicketAction.Claim => Verbs.Claim,
        TicketAction.CustomerMessage => Verbs.Say,
        TicketAction.AskForPerson => Verbs.TalkToPerson,
        TicketAction.Reply => Verbs.Reply,
        TicketAction.UndoReply => Verbs.Undo,
        TicketAction.Note => Verbs.Note,
        TicketAction.Resolve => Verbs.Resolve,
        TicketAction.ConfirmSettled => Verbs.Settled,
        TicketAction.Reopen => Verbs.NotYet,
        TicketAction.StopsBusiness => Verbs.StopsBusiness,
        TicketAction.AskConsent or TicketAction.WithdrawConsent => Verbs.AskConsent,
        TicketAction.Agree => Verbs.Agree,
        TicketAction.Decline => Verbs.Decline,
        TicketAction.AskApprovers or TicketAction.ApproverOutOfReach => Verbs.AskApprovers,
        TicketAction.Assign => Verbs.Assign,
        TicketAction.Transfer => Verbs.Transfer,
        TicketAction.ChangePriority => Verbs.ChangePriority,
        TicketAction.AskCustomer => Verbs.AskCustomer,
        TicketAction.WaitOnThirdParty or TicketAction.Escalate => Verbs.Escalate,
        TicketAction.PrepareEscalation or TicketAction.HandOver or TicketAction.PassBeyond or TicketAction.TellProgress or TicketAction.AnswerFromBeyond => Verbs.GoBeyond,
        TicketAction.Schedule => Verbs.Schedule,
        TicketAction.Resume => Verbs.Resume,
        TicketAction.Close => Verbs.Close,
        TicketAction.Cancel => Verbs.CancelTicket,
        TicketAction.Attach => Verbs.Say,
        _ => "",
    };
}
