using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;
using TeamsSimulator.Faults;

namespace TeamsSimulator.Connector;

/// <summary>The Bot Connector's REST API v3, as a bot in Teams meets it.</summary>
internal sealed class ConnectorApi(World world)
{
    private readonly RateLimiter limiter = new(world.Options.TimeProvider, world.Options.RateLimits);

    private sealed record Answer(int Status, JToken? Body);

    /// <summary>A call as far as it has been understood.</summary>
    private sealed record Call(HttpContext Http, JObject? Body, string Raw, string? Conversation);

    public void Map(IEndpointRouteBuilder routes)
    {
        var v3 = routes.MapGroup("/teams/v3");
        v3.MapPost("conversations", Run(LimitedOperation.Create, Create));
        v3.MapPost("conversations/{conversation}/activities", Run(LimitedOperation.Send, call => Send(call, null)));
        v3.MapPost("conversations/{conversation}/activities/{activity}", Run(LimitedOperation.Send, call => Send(call, Route(call, "activity"))));
        v3.MapPut("conversations/{conversation}/activities/{activity}", Run(null, Update));
        v3.MapDelete("conversations/{conversation}/activities/{activity}", Run(null, Delete));
        v3.MapGet("conversations/{conversation}/pagedmembers", Run(LimitedOperation.Members, PagedMembers));
        v3.MapGet("conversations/{conversation}/members", Run(LimitedOperation.Members, Members));
        v3.MapGet("conversations/{conversation}/members/{member}", Run(LimitedOperation.Members, Member));
        v3.MapGet("teams/{conversation}", Run(LimitedOperation.Conversations, Team));
        v3.MapGet("teams/{conversation}/conversations", Run(LimitedOperation.Conversations, Channels));
        v3.MapGet("attachments/{attachment}", Run(null, AttachmentInfo));
        v3.MapGet("attachments/{attachment}/views/{view}", View);
        routes.Map("/teams/{**rest}", Run(null, _ => ConnectorError.NoRoute()));
        routes.MapGet("/files/{file}", Download);
    }

    public void Reset() => limiter.Clear();

    private static string Route(Call call, string name) => (string)call.Http.Request.RouteValues[name]!;

    private RequestDelegate Run(LimitedOperation? limited, Func<Call, object> operation) => async http =>
    {
        using var reader = new StreamReader(http.Request.Body);
        var raw = await reader.ReadToEndAsync(http.RequestAborted);
        var call = new Call(http, Wire.TryParse(raw) as JObject, raw, http.Request.RouteValues["conversation"] as string);
        http.Response.Headers["MS-CV"] = Wire.Base64Url(Guid.NewGuid().ToByteArray()) + ".0";

        var (place, target) = Target(call);
        var fault = world.Faults.Take(inbound: false, target);
        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                Record(call, target, 0, fault);
                http.Abort();
                return;
            case { } kind when Refusal(kind, fault) is { } asked:
                await RefuseAsync(call, target, asked, fault);
                return;
        }

        if (limiter.Take(limited, place?.Id ?? target.Conversation ?? "", place?.Owner?.Tenant ?? Cast.Contoso.TenantId) is { } wait)
        {
            await RefuseAsync(call, target, ConnectorError.Throttled(wait), null);
            return;
        }

        object outcome;
        if (call.Body is null && (raw.Length > 0 || http.Request.Method is "POST" or "PUT"))
            outcome = ConnectorError.BadSyntax("The body is not a JSON object.");
        else
            lock (world.Gate)
                outcome = operation(call);

        if (outcome is ConnectorError refused)
        {
            await RefuseAsync(call, target, refused, null);
            return;
        }
        if (fault?.Kind == FaultKind.BadGatewayAfterDelivery)
        {
            await RefuseAsync(call, target, ConnectorError.BadGateway(), fault);
            return;
        }
        var answer = (Answer)outcome;
        Record(call, target, answer.Status, fault);
        if (fault?.Kind == FaultKind.Slow)
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds ?? 5), world.Options.TimeProvider, http.RequestAborted);
        await WriteAsync(http, answer.Status, answer.Body);
    };

    private static ConnectorError? Refusal(FaultKind kind, Fault fault) => kind switch
    {
        FaultKind.Throttle => ConnectorError.Throttled(fault.Seconds ?? 1),
        FaultKind.BadGateway => ConnectorError.BadGateway(),
        FaultKind.Blocked => ConnectorError.WritesBlocked(),
        FaultKind.NotInRoster => ConnectorError.NotInRoster(),
        FaultKind.ChannelDeleted => ConnectorError.NoConversation(),
        FaultKind.PreconditionFailed => ConnectorError.PreconditionFailed(),
        _ => null,
    };

    private (Place?, FaultTarget) Target(Call call)
    {
        lock (world.Gate)
        {
            var conversation = call.Conversation;
            if (conversation is null && call.Body is not null)
                conversation = call.Body.Object("channelData").Object("channel").Text("id")
                    ?? (MemberOf(call.Body) is { } member ? world.PersonByWireId(member)?.Chat : null);
            var place = conversation is null ? null : world.Find(conversation);
            return (place, new(call.Http.Request.Method, call.Http.Request.Path, place?.FullId ?? conversation, place?.Owner?.Id, call.Raw));
        }
    }

    private async Task RefuseAsync(Call call, FaultTarget target, ConnectorError error, Fault? fault)
    {
        Record(call, target, error.Status, fault);
        if (fault is null)
            world.Journal.Violate(error.Kind, Wire.Write(error.Body), target.Method, target.Path, error.Status);
        if (error.RetryAfter is { } seconds)
            call.Http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await WriteAsync(call.Http, error.Status, error.Body);
    }

    private void Record(Call call, FaultTarget target, int status, Fault? fault) =>
        world.Journal.Called(new(world.Now, target.Method, target.Path, status, fault?.Word, target.Conversation, call.Body));

    private static async Task WriteAsync(HttpContext http, int status, JToken? body)
    {
        http.Response.StatusCode = status;
        if (body is null)
            return;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(Wire.Write(body), http.RequestAborted);
    }

    private void Note(Call call, string kind, string detail) =>
        world.Journal.Violate(kind, detail, call.Http.Request.Method, call.Http.Request.Path);

    private ConnectorError? Closed(Place place) => place.Personal
        ? place.Owner!.Installed ? null : ConnectorError.WritesBlocked()
        : world.TeamInstalled ? null : ConnectorError.NotInRoster();

    private object Send(Call call, string? replyTo)
    {
        if (call.Http.Request.Query.ContainsKey("isTargetedActivity"))
            return ConnectorError.BadArgument("Targeted messages are not simulated.");
        if (world.Find(call.Conversation!) is not { } place)
            return ConnectorError.NoConversation();
        if (Closed(place) is { } closed)
            return closed;
        if (replyTo is not null && world.MessageIn(place, replyTo) is null && !IsEventId(replyTo))
            return ConnectorError.NoActivity();
        if (OutgoingRules.Judge(call.Body!, place, (kind, detail) => Note(call, kind, detail)) is { } refused)
            return refused;
        // A reply to a message in the bare channel goes into that message's thread.
        if (!place.Personal && place.RootId is null && replyTo is not null && world.MessageIn(place, replyTo)?.Place.RootId is { } root)
            place = place.Thread(root);
        return Post(call, place, call.Body!) is { } id ? new Answer(201, new JObject { ["id"] = id }) : new Answer(201, new JObject());
    }

    private static bool IsEventId(string id) => id.StartsWith("f:", StringComparison.Ordinal);

    /// <returns>The new message's id; null where Teams tells none.</returns>
    private string? Post(Call call, Place place, JObject activity)
    {
        if (activity.Text("type") == "typing")
        {
            world.Changes.Tell(place.FullId, null);
            return null;
        }
        var id = world.NextMessageId();
        if (!string.IsNullOrEmpty(activity.Text("text")) && activity.Objects("attachments").Any())
        {
            Note(call, "split", "Text and attachments in one activity: Teams may split it in two, and tells no id.");
            var (text, cards) = (Wire.Copy(activity), Wire.Copy(activity));
            text.Remove("attachments");
            cards.Remove("text");
            var first = world.Add(place, null, text, id);
            world.Add(first.Place, null, cards, world.NextMessageId());
            return null;
        }
        world.Add(place, null, Wire.Copy(activity), id);
        return id;
    }

    private object Update(Call call)
    {
        if (world.Find(call.Conversation!) is not { } place)
            return ConnectorError.NoConversation();
        if (Closed(place) is { } closed)
            return closed;
        if (world.MessageIn(place, Route(call, "activity")) is not { Deleted: false } message)
            return ConnectorError.NoActivity();
        if (message.Author is not null)
            return ConnectorError.NotEnoughPermissions("A bot can only change what it has sent.");
        if (OutgoingRules.Judge(call.Body!, place, (kind, detail) => Note(call, kind, detail)) is { } refused)
            return refused;
        message.Activity = Wire.Copy(call.Body!);
        message.EditedAt = world.Now;
        message.Edits++;
        message.Views.Clear();
        world.Changes.Tell(message.Place.FullId, message.Id);
        return new Answer(200, new JObject { ["id"] = message.Id });
    }

    private object Delete(Call call)
    {
        if (world.Find(call.Conversation!) is not { } place)
            return ConnectorError.NoConversation();
        if (Closed(place) is { } closed)
            return closed;
        if (world.MessageIn(place, Route(call, "activity")) is not { Deleted: false } message)
            return ConnectorError.NoActivity();
        if (message.Author is not null)
            return ConnectorError.NotEnoughPermissions("A bot can only delete what it has sent.");
        message.Deleted = true;
        world.Changes.Tell(message.Place.FullId, message.Id);
        return new Answer(200, null);
    }

    private object Create(Call call)
    {
        var body = call.Body!;
        var tenant = body.Text("tenantId") ?? body.Object("channelData").Object("tenant").Text("id");
        return body.Object("channelData").Object("channel").Text("id") is { } channel
            ? CreateThread(call, body, channel, tenant)
            : CreatePersonal(call, body, tenant);
    }

    private object CreatePersonal(Call call, JObject body, string? tenant)
    {
        if (body.Value<bool?>("isGroup") == true || MemberOf(body) is not { } member)
            return ConnectorError.CreationParameters();
        if (tenant is null)
            return ConnectorError.Unauthorized();
        if (world.PersonByWireId(member) is not { } person)
            return ConnectorError.BadSyntax("Failed to decrypt pairwise id");
        if (tenant != person.Tenant || !person.Installed)
            return ConnectorError.NotInstalled();
        var place = new Place(person.Chat, null, person);
        if (body["activity"] is JObject activity)
        {
            if (OutgoingRules.Judge(activity, place, (kind, detail) => Note(call, kind, detail)) is { } refused)
                return refused;
            Post(call, place, activity);
        }
        return new Answer(201, new JObject { ["id"] = person.Chat });
    }

    private object CreateThread(Call call, JObject body, string channel, string? tenant)
    {
        if (body["activity"] is not JObject activity)
            return ConnectorError.CreationParameters();
        if (world.Find(channel) is not { Personal: false } place)
            return ConnectorError.NoConversation();
        if (tenant is not null && tenant != Cast.Contoso.TenantId)
            return ConnectorError.NotInRoster();
        if (Closed(place) is { } closed)
            return closed;
        if (OutgoingRules.Judge(activity, place, (kind, detail) => Note(call, kind, detail)) is { } refused)
            return refused;
        if (Post(call, new Place(place.Id, null, null), activity) is not { } id)
            return new Answer(201, new JObject { ["id"] = place.Id });
        return new Answer(201, new JObject { ["id"] = place.Thread(id).FullId, ["activityId"] = id });
    }

    private static string? MemberOf(JObject body) =>
        body["members"] is JArray { Count: 1 } members ? members[0].Text("id") : null;

    private object Roster(Call call)
    {
        if (world.Find(call.Conversation!) is not { } place)
            return ConnectorError.NoConversation();
        if (place.Personal)
            return place.Owner!.Installed ? new List<PersonState> { place.Owner } : ConnectorError.NotInRoster();
        return world.TeamInstalled ? world.TeamMembers.ToList() : ConnectorError.NotInRoster();
    }

    private object Members(Call call) =>
        Roster(call) is List<PersonState> people ? new Answer(200, new JArray(people.Select(Account))) : Roster(call);

    private object Member(Call call)
    {
        if (Roster(call) is not List<PersonState> people)
            return Roster(call);
        var person = world.PersonByWireId(Route(call, "member"));
        return person is not null && people.Contains(person) ? new Answer(200, Account(person)) : ConnectorError.NoMember();
    }

    private object PagedMembers(Call call)
    {
        if (Roster(call) is not List<PersonState> people)
            return Roster(call);
        // Teams gives at least 50 and at most 500 to a page, whatever is asked.
        var size = Math.Clamp(int.TryParse(call.Http.Request.Query["pageSize"], CultureInfo.InvariantCulture, out var asked) ? asked : 200, 50, 500);
        var token = call.Http.Request.Query["continuationToken"].ToString();
        var from = 0;
        if (token.Length > 0 && !int.TryParse(token, CultureInfo.InvariantCulture, out from))
            return ConnectorError.BadArgument("Invalid continuation token.");
        var answer = new JObject { ["members"] = new JArray(people.Skip(from).Take(size).Select(Account)) };
        if (from + size < people.Count)
            answer["continuationToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
        return new Answer(200, answer);
    }

    private static JObject Account(PersonState person)
    {
        var names = person.Member.Name.Split(' ', 2);
        var mail = $"{person.Id}@{person.Member.Organisation.Domain}";
        return new()
        {
            ["id"] = person.Mri,
            ["name"] = person.Member.Name,
            ["objectId"] = person.Member.AadObjectId,
            ["aadObjectId"] = person.Member.AadObjectId,
            ["givenName"] = names[0],
            ["surname"] = names[1],
            ["email"] = mail,
            ["userPrincipalName"] = mail,
            ["tenantId"] = person.Tenant,
            ["userRole"] = "user",
        };
    }

    private ConnectorError? NoTeam(Call call) =>
        call.Conversation != Cast.TeamId ? ConnectorError.NoConversation() : world.TeamInstalled ? null : ConnectorError.NotInRoster();

    private object Team(Call call) => (object?)NoTeam(call)
        ?? new Answer(200, new JObject { ["id"] = Cast.TeamId, ["name"] = Cast.TeamName, ["aadGroupId"] = Cast.TeamGroupId });

    private object Channels(Call call) => (object?)NoTeam(call) ?? new Answer(200, new JObject
    {
        ["conversations"] = new JArray(world.Channels.Select(c => new JObject
        {
            ["id"] = c.Id,
            ["name"] = c.Id == Cast.GeneralChannelId ? null : c.Name,
        })),
    });

    private object AttachmentInfo(Call call) => world.Files.TryGetValue(Route(call, "attachment"), out var file)
        ? new Answer(200, new JObject
        {
            ["name"] = file.Name,
            ["type"] = file.ContentType,
            ["views"] = new JArray(new JObject { ["viewId"] = "original", ["size"] = file.Bytes.Length }),
        })
        : ConnectorError.NoRoute();

    private async Task View(HttpContext http, string attachment, string view)
    {
        StoredFile? file;
        lock (world.Gate)
            file = world.Files.GetValueOrDefault(attachment);
        var found = view == "original" && file is not null;
        // A bot without an app id has no token to show.
        var known = world.Options.AppId is null || http.Request.Headers.ContainsKey("Authorization");
        world.Journal.Called(new(world.Now, "GET", http.Request.Path, !known ? 401 : found ? 200 : 404, null, null, null));
        if (!known)
        {
            world.Journal.Violate("noTokenToAttachment", "An attachment of the Connector was asked for without the bot's token.", "GET", http.Request.Path, 401);
            http.Response.StatusCode = 401;
            return;
        }
        if (!found)
        {
            world.Journal.Violate("unknownAttachment", $"There is no attachment '{attachment}' with a view '{view}'.", "GET", http.Request.Path, 404);
            http.Response.StatusCode = 404;
            return;
        }
        http.Response.ContentType = file!.ContentType;
        await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted);
    }

    // The address itself is the permission; a bot that sends its own token there hands it to a stranger.
    private async Task Download(HttpContext http, string file, [FromQuery] string? tempauth)
    {
        StoredFile? stored;
        lock (world.Gate)
            stored = world.Files.GetValueOrDefault(file);
        var status = http.Request.Headers.ContainsKey("Authorization") ? 401
            : stored?.DownloadKey is { } key && key == tempauth ? 200 : 404;
        world.Journal.Called(new(world.Now, "GET", http.Request.Path, status, null, null, null));
        http.Response.StatusCode = status;
        if (status == 401)
            world.Journal.Violate("tokenToFile", "A download address was called with an Authorization header.", "GET", http.Request.Path, 401);
        else if (status == 404)
            world.Journal.Violate("unknownFile", "There is no such download.", "GET", http.Request.Path, 404);
        else
        {
            http.Response.ContentType = stored!.ContentType;
            await http.Response.Body.WriteAsync(stored.Bytes, http.RequestAborted);
        }
    }
}
