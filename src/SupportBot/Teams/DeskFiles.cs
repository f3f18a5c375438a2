using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>Opens a ticket's files for an agent: small pictures on the form itself, all else behind a link that is theirs alone and soon ends.</summary>
internal sealed class DeskFiles(ITicketStore tickets, IAttachments attachments, FileLinks links, PartnerOptions partner)
{
    private Texts Texts { get; } = Texts.In(partner.Language);

    /// <summary>Opens the files of the event that the button names, or the next page of them.</summary>
    public async Task<PressAnswer> OpenAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press is not { Ticket: { } number, Number: { } sequence }) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var ticket } || !Policy.May(caller, press.Verb, ticket))
            return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        if (await tickets.FindEventAsync(number, sequence, cancellationToken) is not { Attachments.Count: > 0 } happened) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);

        List<OpenableFile> files = [];
        var room = FileCards.LargestPictures;
        foreach (var file in FileCards.PageOf(happened, press))
        {
            var picture = FileRules.IsPicture(file.ContentType) && file.Size <= room ? await attachments.ReadAsync(file.Id, cancellationToken) : null;
            room -= picture?.Length ?? 0;
            files.Add(new OpenableFile(file, await links.MakeAsync(new FileLink(number, file.Id, caller.Person), cancellationToken), picture));
        }

        return PressAnswer.OfForm(FileCards.Open(number, happened, files, press, Texts));
    }
}
