using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Newtonsoft.Json;
using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>A ticket's head and events as rows. Names of properties and of enum members are kept for ever.</summary>
internal static class TicketRows
{
    public static TableEntity OfHead(Ticket ticket)
    {
        var row = new TableEntity(TableKeys.Ticket(ticket.Number), TableKeys.Head)
        {
            ["Number"] = ticket.Number.Text,
            ["CustomerName"] = ticket.CustomerName,
            ["Subject"] = ticket.Request.Subject,
            ["Description"] = ticket.Request.Description,
            ["Service"] = ticket.Request.Service.ToString(),
            ["Category"] = ticket.Request.Category.ToString(),
            ["Affected"] = ticket.Request.Affected.ToString(),
            ["Blocked"] = ticket.Request.Blocked.ToString(),
            ["Status"] = ticket.Status.ToString(),
            ["WantsPerson"] = ticket.WantsPerson,
            ["Version"] = ticket.Version,
            ["LastEvent"] = ticket.LastEvent,
            ["Draft"] = ticket.Draft,
        };
        row.SetPerson("Requester", ticket.Requester);
        row.SetPerson("Owner", ticket.Owner);
        row.SetOptional("Queue", ticket.Queue);
        row.SetOptional("GivenBy", ticket.GivenBy?.Name);
        row.SetOptional("GivenByContact", ticket.GivenBy?.Contact);
        row.SetPerson("FiledBy", ticket.FiledBy);
        row["BusinessStopped"] = ticket.BusinessStopped;
        if (ticket.Consent is { } consent)
        {
            row["Consent"] = consent.State.ToString();
            row["ConsentWork"] = consent.Question.Work;
            row["ConsentPrice"] = consent.Question.Price;
            row.SetInstant("ConsentExpiresAt", consent.Question.ExpiresAt);
            row["ConsentEvent"] = consent.Event;
            row.SetPerson("ConsentAskedBy", consent.AskedBy);
            row.SetPerson("ConsentAnsweredBy", consent.AnsweredBy);
            row["ConsentApprovers"] = JsonConvert.SerializeObject(consent.Approvers);
            if (consent.EndedAt is { } ended) row.SetInstant("ConsentEndedAt", ended);
        }

        row.SetOptional("Timers", ticket.Timers.All.Count > 0 ? string.Join(';', ticket.Timers.All.Select(Text)) : null);
        if (ticket.Prompt is { } prompt) row["Prompt"] = prompt;
        row.SetOptional("Resolution", ticket.Resolution);
        row.SetOptional("WaitsFor", ticket.WaitsFor);
        if (ticket.Escalation is { } escalation)
        {
            row["Escalation"] = escalation.State.ToString();
            row["EscalationRevision"] = escalation.Revision;
            row.SetOptional("EscalationVehicle", escalation.Vehicle);
            row.SetOptional("EscalationCase", escalation.Case);
            row.SetOptional("EscalationPromise", escalation.Promise);
            if (escalation.AnswerBy is { } answer) row.SetInstant("EscalationAnswerBy", answer);
            row["EscalationAwaitsCustomer"] = escalation.AwaitsCustomer;
            row["EscalationDeadlines"] = JsonConvert.SerializeObject(escalation.Deadlines.Select(deadline => new KeptDeadline(deadline.What, deadline.By.ToUnixTimeTicks())));
        }

        if (ticket.ScheduledFor is { } scheduled) row.SetInstant("ScheduledFor", scheduled);
        row["Escalated"] = ticket.Escalated;
        if (ticket.ClosedAt is { } closed) row.SetInstant("ClosedAt", closed);
        if (ticket.ReopensSince is { } reopened) row.SetInstant("ReopensSince", reopened);
        row["Reopens"] = ticket.Reopens;
        row["Held"] = ticket.Held;
        row.SetOptional("Follows", ticket.Follows?.Text);
        row["LastCustomerEvent"] = ticket.LastCustomerEvent;
        row["LastChange"] = ticket.LastChange;
        row.SetOptional("SummaryMessage", ticket.SummaryMessage);
        row.SetInstant("FiledAt", ticket.FiledAt);
        row.SetInstant("ChangedAt", ticket.ChangedAt);
        return row;
    }

    public static StoredTicket ToHead(TableEntity row) => new(
        new Ticket
        {
            Number = row.TicketNumber("Number"),
            Requester = row.Person("Requester"),
            CustomerName = row.Text("CustomerName"),
            Request = new Request(
                row.Text("Subject"),
                row.Text("Description"),
                row.Name<Service>("Service"),
                row.Name<Category>("Category"),
                row.Name<Affected>("Affected"),
                row.Name<WorkBlocked>("Blocked")),
            Status = row.Name<TicketStatus>("Status"),
            Owner = row.PersonOrNull("Owner"),
            Queue = row.TextOrNull("Queue"),
            GivenBy = row.TextOrNull("GivenBy") is { } company ? new SupportCompany(company, row.TextOrNull("GivenByContact")) : null,
            FiledBy = row.PersonOrNull("FiledBy"),
            BusinessStopped = row.Flag("BusinessStopped"),
            Consent = row.ContainsKey("Consent") ? ToConsent(row) : null,
            WantsPerson = row.Flag("WantsPerson"),
            Timers = row.TextOrNull("Timers") is { } timers ? ToTimers(row, timers) : TicketTimers.None,
            Prompt = row.NumberOrNull("Prompt"),
            Resolution = row.TextOrNull("Resolution"),
            WaitsFor = row.TextOrNull("WaitsFor"),
            Escalation = row.ContainsKey("Escalation") ? ToEscalation(row) : null,
            ScheduledFor = row.InstantOrNull("ScheduledFor"),
            Escalated = row.Flag("Escalated"),
            ClosedAt = row.InstantOrNull("ClosedAt"),
            ReopensSince = row.InstantOrNull("ReopensSince"),
            Reopens = row.NumberOrNull("Reopens") ?? 0,
            Held = row.Flag("Held"),
            Follows = row.ContainsKey("Follows") ? row.TicketNumber("Follows") : null,
            LastCustomerEvent = row.NumberOrNull("LastCustomerEvent") ?? 1,
            LastChange = row.NumberOrNull("LastChange") ?? 1,
            Version = row.Number("Version"),
            LastEvent = row.Number("LastEvent"),
            Draft = row.Text("Draft"),
            SummaryMessage = row.TextOrNull("SummaryMessage"),
            FiledAt = row.Instant("FiledAt"),
            ChangedAt = row.Instant("ChangedAt"),
        },
        row.ETag.ToString());

    private static string Text(TicketTimer timer) =>
        FormattableString.Invariant($"{timer.Kind} {timer.Cycle} {timer.Due.ToUnixTimeTicks()}{(timer.HasGoneOff ? " off" : "")}");

    private static TicketTimers ToTimers(TableEntity row, string text) => new(text.Split(';').Select(each => each.Split(' ') is [var kind, var cycle, var due, .. var off]
        && Enum.TryParse<TicketTimerKind>(kind, out var known)
        && int.TryParse(cycle, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && long.TryParse(due, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new TicketTimer(known, sequence, Instant.FromUnixTimeTicks(ticks), off is ["off"])
            : throw DamagedRowException.Of(row, "Timers", text)));

    private static TicketEscalation ToEscalation(TableEntity row) => new(row.Name<EscalationState>("Escalation"), row.Number("EscalationRevision"))
    {
        Vehicle = row.TextOrNull("EscalationVehicle"),
        Case = row.TextOrNull("EscalationCase"),
        Promise = row.TextOrNull("EscalationPromise"),
        AnswerBy = row.InstantOrNull("EscalationAnswerBy"),
        AwaitsCustomer = row.Flag("EscalationAwaitsCustomer"),
        Deadlines = [.. (JsonConvert.DeserializeObject<List<KeptDeadline>>(row.Text("EscalationDeadlines")) ?? []).Select(kept => new TicketDeadline(kept.What, Instant.FromUnixTimeTicks(kept.By)))],
    };

    private sealed record KeptDeadline(string What, long By);

    private static Consent ToConsent(TableEntity row) => new(
        new ConsentQuestion(row.Text("ConsentWork"), row.Text("ConsentPrice"), row.Instant("ConsentExpiresAt")),
        row.Name<ConsentState>("Consent"),
        row.Number("ConsentEvent"),
        row.Person("ConsentAskedBy"))
    {
        AnsweredBy = row.PersonOrNull("ConsentAnsweredBy"),
        Approvers = JsonConvert.DeserializeObject<List<Person>>(row.Text("ConsentApprovers")) ?? [],
        EndedAt = row.InstantOrNull("ConsentEndedAt"),
    };

    public static ETag ToVersion(string stamp) => new(stamp);

    /// <summary>An event's rows: the first holds everything, the others what a long text goes on in.</summary>
    public static IEnumerable<TableEntity> OfEvent(TicketNumber number, TicketEvent happened)
    {
        var partition = TableKeys.Ticket(number);
        IReadOnlyList<IReadOnlyList<string>> text = happened.Text is null ? [] : LongText.Split(happened.Text);
        var first = new TableEntity(partition, TableKeys.Event(happened.Sequence))
        {
            ["Sequence"] = happened.Sequence,
            ["Action"] = happened.Action.ToString(),
            ["To"] = happened.To.ToString(),
            ["TextRows"] = text.Count,
        };
        first.SetPerson("Actor", happened.Actor);
        first.SetInstant("At", happened.At);
        first.SetOptional("From", happened.From?.ToString());
        first.SetOptional("Escalation", happened.Escalation?.ToString());
        if (happened.Attachments.Count > 0) first["Attachments"] = JsonConvert.SerializeObject(happened.Attachments);
        if (text.Count > 0) LongText.Write(first, "Text", text[0]);
        yield return first;

        for (var part = 1; part < text.Count; part++)
        {
            var row = new TableEntity(partition, TableKeys.Event(happened.Sequence, part));
            LongText.Write(row, "Text", text[part]);
            yield return row;
        }
    }

    /// <summary>Events out of their rows, which come in the order of their keys.</summary>
    public static IReadOnlyList<TicketEvent> ToEvents(IReadOnlyList<TableEntity> rows)
    {
        var events = new List<TicketEvent>();
        for (var i = 0; i < rows.Count;)
        {
            var first = rows[i];
            var textRows = first.Number("TextRows");
            var taken = Math.Max(1, textRows);
            var sequence = first.Number("Sequence");
            if (i + taken > rows.Count || rows[i + taken - 1].RowKey != TableKeys.Event(sequence, taken - 1))
                throw new DamagedRowException($"Event {sequence} of ticket '{first.PartitionKey}' lacks some of its {taken} rows.");

            events.Add(new TicketEvent(
                sequence,
                first.Name<TicketAction>("Action"),
                first.Person("Actor"),
                first.Instant("At"),
                first.ContainsKey("From") ? first.Name<TicketStatus>("From") : null,
                first.Name<TicketStatus>("To"),
                textRows == 0 ? null : LongText.Join([.. rows.Skip(i).Take(taken)], "Text"))
            {
                Escalation = first.ContainsKey("Escalation") ? first.Name<EscalationState>("Escalation") : null,
                Attachments = first.TextOrNull("Attachments") is { } attachments ? JsonConvert.DeserializeObject<List<TicketAttachment>>(attachments) ?? [] : [],
            });
            i += taken;
        }

        return events;
    }
}
