using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>Why somebody reads a notice, in one line.</summary>
internal static class Why
{
    /// <summary>Why the requester of a ticket reads of it.</summary>
    public static string Requester(Ticket ticket, Texts texts) =>
        ticket.FiledBy is null ? texts.WhyFiled(ticket.Number.Text) : texts.WhyFiledFor(ticket.Number.Text);

    /// <summary>Why an approver is asked.</summary>
    public static string Approver(Ticket ticket, Texts texts) => texts.WhyApprover(ticket.CustomerName);

    /// <summary>How somebody switches off what they can do without.</summary>
    public static string Switch(Texts texts) => texts.WhySwitch(texts.CommandNotifications.ToLower(texts.Culture));

    /// <summary>The line in a message, set apart from what somebody wrote.</summary>
    public static string Line(string why) => $"_{Escape.ForMessage(why)}_";
}
