using System.Collections.Concurrent;
using System.Net;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>Asks Teams who belongs to the desk's team; an answer holds for 60 seconds, so that a removal bites.</summary>
internal sealed class DeskTeam(TeamsConnector connector, DeskOptions desk, TimeProvider time) : IDeskTeam
{
    private const int LargestCache = 10_000;
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, (bool Member, DateTimeOffset At)> known = new(StringComparer.OrdinalIgnoreCase);

    public async Task<bool> HasMemberAsync(Person person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(person.ObjectId, out var answer) && now - answer.At < Holds) return answer.Member;
        if (known.Count > LargestCache) known.Clear();
        var member = await AskAsync(person, cancellationToken);
        known[person.ObjectId] = (member, now);
        return member;
    }

    private async Task<bool> AskAsync(Person person, CancellationToken cancellationToken)
    {
        if (desk.TeamId.Length == 0) return false;
        var client = await connector.AtDeskAsync(cancellationToken);
        try
        {
            var member = await ((Conversations)client.Conversations).GetConversationMemberAsync(person.ObjectId, desk.TeamId, cancellationToken);
            return member is not null;
        }
        catch (ErrorResponseException exception) when (exception.Response?.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
