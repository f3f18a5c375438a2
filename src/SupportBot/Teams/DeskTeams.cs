using System.Collections.Concurrent;
using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Asks Teams who belongs to the desk's teams; an answer holds for 60 seconds. While Teams gives none, whoever belonged to a team
/// within the last hour belongs to it, so that an outage does not keep the desk from its tickets.
/// </summary>
internal sealed partial class DeskTeams(TeamsConnector connector, IQueues queues, PartnerOptions partner, TimeProvider time, ILogger<DeskTeams> logger) : IDeskTeams
{
    private const int LargestCache = 10_000;
    private const int PageSize = 200;
    private const int MostMembers = 500;
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HoldsInOutage = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Place, string Person), (Entry? Entry, DateTimeOffset At)> known = new();
    private (IReadOnlyList<Person> People, DateTimeOffset At)? members;

    public async Task<bool> HaveMemberAsync(Person person, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        foreach (var team in (await queues.AllAsync(cancellationToken)).DistinctBy(queue => queue.TeamId))
        {
            try
            {
                if (await FindAsync(person, team.TeamId, connector.UrlOf(team), cancellationToken) is not null) return true;
            }
            catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
            {
                // Another team may still say yes; that none does is only certain where all could be asked.
                failure = exception;
            }
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return false;
    }

    public async Task<string?> SignInNameAsync(Person person, string place, string serviceUrl, CancellationToken cancellationToken) =>
        (await FindAsync(person, place, serviceUrl, cancellationToken))?.SignInName;

    public async Task<IReadOnlyList<Person>> MembersAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (members is { } known && now - known.At < Holds) return known.People;
        var people = new List<Person>();
        var all = true;
        foreach (var team in (await queues.AllAsync(cancellationToken)).DistinctBy(queue => queue.TeamId))
        {
            try
            {
                people.AddRange(await MembersOfAsync(team, cancellationToken));
            }
            catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
            {
                LogNotListed(team.TeamId, exception);
                all = false;
            }
        }

        IReadOnlyList<Person> found = [.. people.DistinctBy(person => person.ObjectId, StringComparer.OrdinalIgnoreCase).OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase)];
        if (all) members = (found, now);
        return found;
    }

    private async Task<IReadOnlyList<Person>> MembersOfAsync(Queue team, CancellationToken cancellationToken)
    {
        var client = await connector.AtAsync(team, cancellationToken);
        var people = new List<Person>();
        string? next = null;
        do
        {
            var page = await client.Conversations.GetConversationPagedMembersAsync(team.TeamId, PageSize, next, cancellationToken);
            // A bot in the team has no object id, and works on no ticket.
            people.AddRange(page.Members.Where(member => !IsGuest(member)).Select(member => (Id: member.AadObjectId ?? TextIn(member, "objectId"), member.Name))
                .Where(member => member.Id is { Length: > 0 }).Select(member => new Person(partner.TenantId, member.Id!, member.Name)));
            next = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(next) && people.Count < MostMembers);
        return people;
    }

    private async Task<Entry?> FindAsync(Person person, string place, string serviceUrl, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var key = (place, person.ObjectId.ToUpperInvariant());
        if (known.TryGetValue(key, out var answer) && now - answer.At < Holds) return answer.Entry;
        if (known.Count > LargestCache) known.Clear();
        try
        {
            var entry = await AskAsync(person, place, serviceUrl, cancellationToken);
            known[key] = (entry, now);
            return entry;
        }
        catch (Exception exception) when (answer.Entry is not null && now - answer.At < HoldsInOutage && SendFailure.Is(exception, cancellationToken))
        {
            LogNotAsked(place, exception);
            return answer.Entry;
        }
    }

    private async Task<Entry?> AskAsync(Person person, string place, string serviceUrl, CancellationToken cancellationToken)
    {
        var client = await connector.AtAsync(serviceUrl, cancellationToken);
        try
        {
            var member = await ((Conversations)client.Conversations).GetConversationMemberAsync(person.ObjectId, place, cancellationToken);
            return member is null || IsGuest(member) ? null : new Entry(TextIn(member, "userPrincipalName"));
        }
        // Forbidden is the answer of a team from which the bot was removed: nobody is an agent by it any more.
        catch (ErrorResponseException exception) when (exception.Response?.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    // A guest of the team signs in elsewhere: the partner's people work at the desk, whoever they invite does not.
    private bool IsGuest(ChannelAccount member) =>
        TextIn(member, "userPrincipalName")?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) is true
        || (TextIn(member, "tenantId") is { } tenant && !tenant.Equals(partner.TenantId, StringComparison.OrdinalIgnoreCase));

    private static string? TextIn(ChannelAccount member, string property) => member.Properties?[property] is JValue { Type: JTokenType.String } text ? (string?)text : null;

    [LoggerMessage(EventId = 367, Level = LogLevel.Warning, Message = "The members of team {Team} could not be listed")]
    private partial void LogNotListed(string team, Exception exception);

    [LoggerMessage(EventId = 359, Level = LogLevel.Warning, Message = "Team {Team} could not be asked for a member, who belonged to it within the last hour")]
    private partial void LogNotAsked(string team, Exception exception);

    /// <summary>What Teams says of a member.</summary>
    private sealed record Entry(string? SignInName);
}
