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

/// <summary>Asks Teams who belongs to the desk's teams; an answer holds for 60 seconds.</summary>
internal sealed class DeskTeams(TeamsConnector connector, IQueues queues, PartnerOptions partner, TimeProvider time) : IDeskTeams
{
    private const int LargestCache = 10_000;
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<(string Place, string Person), (Entry? Entry, DateTimeOffset At)> known = new();

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

    private async Task<Entry?> FindAsync(Person person, string place, string serviceUrl, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var key = (place, person.ObjectId.ToUpperInvariant());
        if (known.TryGetValue(key, out var answer) && now - answer.At < Holds) return answer.Entry;
        if (known.Count > LargestCache) known.Clear();
        var entry = await AskAsync(person, place, serviceUrl, cancellationToken);
        known[key] = (entry, now);
        return entry;
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

    /// <summary>What Teams says of a member.</summary>
    private sealed record Entry(string? SignInName);
}
