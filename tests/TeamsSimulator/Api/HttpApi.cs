using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;
using TeamsSimulator.Delivery;
using TeamsSimulator.Playing;

namespace TeamsSimulator.Api;

/// <summary>The HTTP API by which the page and any script play the people; README.md is its contract.</summary>
internal sealed class HttpApi(SimulatedTeams teams, World world, Play play, BotEndpoint bot, CancellationToken stopping)
{
    public static IResult Json(JToken json, int status = 200) => Results.Text(Wire.Write(json), "application/json", System.Text.Encoding.UTF8, status);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/ready", () => Results.Ok());
        var api = routes.MapGroup("/api").AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (SimulatorException refused)
            {
                return Json(new JObject { ["error"] = refused.Message }, refused.Status);
            }
            catch (JsonException malformed)
            {
                return Json(new JObject { ["error"] = $"The body is not the JSON that was expected: {malformed.Message}" }, 400);
            }
        });

        api.MapGet("people", () => Locked(() => new JArray(world.People.Select(Describe))));
        api.MapPatch("people/{person}", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            play.Describe(person, body.Text("locale"), body.Text("timezone"));
            return Locked(() => Describe(world.PersonById(person)));
        });
        api.MapPost("people/{person}/install", async (string person) => Answer(await play.InstallAsync(person, install: true)));
        api.MapPost("people/{person}/uninstall", async (string person) => Answer(await play.InstallAsync(person, install: false)));

        api.MapGet("team", () => Locked(() => new JObject
        {
            ["id"] = Cast.TeamId,
            ["name"] = Cast.TeamName,
            ["tenantId"] = Cast.Contoso.TenantId,
            ["channels"] = new JArray(world.Channels.Select(c => new JObject { ["id"] = c.Id, ["name"] = c.Name })),
            ["installed"] = world.TeamInstalled,
            ["members"] = new JArray(world.TeamMembers.Select(m => m.Id)),
        }));
        api.MapPost("team/install", async (string? person) => Answer(await play.InstallInTeamAsync(person, install: true)));
        api.MapPost("team/uninstall", async (string? person) => Answer(await play.InstallInTeamAsync(person, install: false)));
        api.MapPost("team/members", async (HttpRequest request) => Answer(await play.ChangeMembershipAsync(Need(await BodyAsync(request), "person"), member: true)));
        api.MapDelete("team/members/{person}", async (string person) => Answer(await play.ChangeMembershipAsync(person, member: false)));

        api.MapPost("people/{person}/say", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            return Answer(await play.SayAsync(person, Need(body, "text"), body.Text("conversation"), Flag(body, "mention"), body.Text("html")));
        });
        api.MapPost("people/{person}/attach", AttachAsync);
        api.MapPost("people/{person}/edit", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            return Answer(await play.EditAsync(person, Need(body, "conversation"), Need(body, "message"), Need(body, "text")));
        });
        api.MapPost("people/{person}/delete", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            return Answer(await play.DeleteAsync(person, Need(body, "conversation"), Need(body, "message")));
        });
        api.MapPost("people/{person}/react", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            return Answer(await play.ReactAsync(person, Need(body, "conversation"), Need(body, "message"), Need(body, "reaction"), Flag(body, "remove")));
        });
        api.MapPost("people/{person}/press", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            var task = body.Text("task");
            var pressed = await play.PressAsync(
                person,
                task is null ? Need(body, "conversation") : "",
                task is null ? Need(body, "message") : "",
                Need(body, "action"), body.Object("inputs"), task);
            return Json(Wire.Compact(new JObject
            {
                ["botStatus"] = pressed.BotStatus,
                ["body"] = pressed.Body,
                ["card"] = pressed.Card,
                ["message"] = pressed.Message,
                ["error"] = pressed.Error,
                ["url"] = pressed.Url,
                ["task"] = pressed.Task is { } open ? Wire.Compact(new JObject
                {
                    ["id"] = open.Id,
                    ["title"] = open.Title,
                    ["card"] = open.Card,
                    ["height"] = open.Height,
                    ["width"] = open.Width,
                    ["url"] = open.Url,
                }) : null,
            }));
        });
        api.MapPost("people/{person}/close", async (string person, HttpRequest request) =>
        {
            play.CloseTask(person, Need(await BodyAsync(request), "task"));
            return Json(new JObject());
        });
        api.MapPost("people/{person}/refresh", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            var refreshed = await play.RefreshAsync(person, Need(body, "conversation"), Need(body, "message"));
            return Json(Wire.Compact(new JObject
            {
                ["refreshed"] = refreshed.Sent,
                ["reason"] = refreshed.Reason,
                ["botStatus"] = refreshed.BotStatus,
                ["body"] = refreshed.Body,
                ["card"] = refreshed.Card,
            }));
        });
        api.MapPost("people/{person}/invoke", async (string person, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            var answer = await play.InvokeAsync(person, Need(body, "name"), body["value"], body.Text("conversation"), body.Text("message"));
            return Json(new JObject { ["botStatus"] = answer.Status, ["body"] = answer.Json ?? answer.Body });
        });

        api.MapGet("people/{person}/conversations", (string person) => Locked(() => new JArray(Conversations(world.PersonById(person)))));
        api.MapGet("people/{person}/conversations/{conversation}/messages", (string person, string conversation) =>
            Json(new JArray(teams.Person(person).Read(conversation).Select(m => m.ToJson()))));

        api.MapPost("raw", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            var answer = await bot.PostAsync(Need(body, "body"), body.Text("contentType") ?? "application/json", body.Text("authorization"));
            return Json(new JObject { ["status"] = answer.Status, ["body"] = answer.Body });
        });
        api.MapPost("redeliver", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            var answer = await play.RedeliverAsync(Need(body, "activity"), Flag(body, "newId"));
            return Json(new JObject { ["botStatus"] = answer.Status, ["body"] = answer.Json ?? answer.Body });
        });

        api.MapGet("activities", () => Json(new JArray(world.Journal.Activities.Select(a => Wire.Compact(new JObject
        {
            ["id"] = a.Id,
            ["type"] = a.Type,
            ["name"] = a.Name,
            ["person"] = a.Person,
            ["conversation"] = a.Conversation,
            ["status"] = a.Status,
            ["responseBody"] = a.ResponseBody,
            ["at"] = Wire.Time(a.At),
        })))));
        api.MapGet("calls", () => Json(new JArray(world.Journal.Calls.Select(c => Wire.Compact(new JObject
        {
            ["at"] = Wire.Time(c.At),
            ["method"] = c.Method,
            ["path"] = c.Path,
            ["status"] = c.Status,
            ["fault"] = c.Fault,
        })))));
        api.MapGet("violations", () => Json(new JArray(world.Journal.Violations.Select(v => Wire.Compact(new JObject
        {
            ["at"] = Wire.Time(v.At),
            ["kind"] = v.Kind,
            ["detail"] = v.Detail,
            ["method"] = v.Method,
            ["path"] = v.Path,
            ["status"] = v.Status,
        })))));

        api.MapPost("faults", async (HttpRequest request) =>
        {
            var fault = ReadFault(await BodyAsync(request));
            world.Faults.Add(fault);
            return Json(Describe(fault));
        });
        api.MapGet("faults", () => Json(new JArray(world.Faults.Waiting.Select(Describe))));
        api.MapDelete("faults", () =>
        {
            world.Faults.Clear();
            return Json(new JObject());
        });
        api.MapPost("reset", () =>
        {
            teams.Reset();
            return Json(new JObject());
        });
        api.MapGet("stream", StreamAsync);
        api.Map("{**rest}", (string rest) => Json(new JObject { ["error"] = $"There is no '/api/{rest}'; tests/TeamsSimulator/README.md lists what there is." }, 404));

        routes.MapGet("/media/{file}", (string file) =>
        {
            lock (world.Gate)
                return world.Files.TryGetValue(file, out var stored) ? Results.Bytes(stored.Bytes, stored.ContentType, stored.Name) : Results.NotFound();
        });
    }

    private async Task<IResult> AttachAsync(string person, HttpRequest request)
    {
        if (!request.HasFormContentType)
            throw SimulatorException.Bad("Send multipart/form-data with a part 'file'.");
        var form = await request.ReadFormAsync();
        if (form.Files["file"] is not { } file)
            throw SimulatorException.Bad("The form has no part 'file'.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        string? Field(string name) => form[name] is { Count: > 0 } given && given[0] is { Length: > 0 } value ? value : null;
        return Answer(await play.AttachAsync(
            person, [new(Path.GetFileName(file.FileName), file.ContentType, bytes.ToArray())], Field("text"), Field("conversation"), Field("mention") == "true"));
    }

    private async Task StreamAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            // Before the first word: whoever has read it misses nothing from then on.
            var changes = world.Changes.Listen(either.Token);
            await http.Response.WriteAsync(": listening\n\n", either.Token);
            await http.Response.Body.FlushAsync(either.Token);
            await foreach (var change in changes)
            {
                var data = Wire.Compact(new JObject { ["conversation"] = change.Conversation, ["message"] = change.Message });
                await http.Response.WriteAsync($"event: changed\ndata: {Wire.Write(data)}\n\n", either.Token);
                await http.Response.Body.FlushAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The listener went away, or the simulation ends.
        }
    }

    private IEnumerable<JObject> Conversations(PersonState person)
    {
        JObject One(string id, string kind, string name, IEnumerable<ChatMessage> messages)
        {
            var last = messages.Select(m => (DateTimeOffset?)(m.EditedAt > m.SentAt ? m.EditedAt : m.SentAt)).Max();
            return Wire.Compact(new JObject { ["id"] = id, ["kind"] = kind, ["name"] = name, ["lastActivity"] = last is { } at ? Wire.Time(at) : null });
        }

        yield return One(person.Chat, "personal", world.Options.BotName, world.In(person.Chat));
        if (!world.TeamMembers.Contains(person))
            yield break;
        foreach (var channel in world.Channels)
        {
            yield return One(channel.Id, "channel", channel.Name, world.In(channel.Id));
            foreach (var post in world.In(channel.Id).GroupBy(m => m.Place.FullId))
            {
                var root = Message.Seen(world, post.First(), person.Id);
                yield return One(post.Key, "thread", root.Summary ?? root.Everything.Split('\n')[0], post);
            }
        }
    }

    private static JObject Describe(PersonState person) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Member.Name,
        ["role"] = person.Member.Role,
        ["tenantId"] = person.Tenant,
        ["tenantName"] = person.Member.Organisation.Name,
        ["aadObjectId"] = person.Member.AadObjectId,
        ["mri"] = person.Mri,
        ["locale"] = person.Locale,
        ["timezone"] = person.TimeZone,
        ["installed"] = person.Installed,
        ["conversationId"] = person.Chat,
    };

    private static JObject Describe(Fault fault) => new()
    {
        ["kind"] = fault.Word,
        ["match"] = Wire.Compact(new JObject
        {
            ["method"] = fault.Method,
            ["conversation"] = fault.Conversation,
            ["person"] = fault.Person,
            ["pathContains"] = fault.PathContains,
            ["textContains"] = fault.TextContains,
        }),
        ["count"] = fault.Count,
        ["seconds"] = fault.Seconds,
    };

    private static Fault ReadFault(JObject body)
    {
        var word = Need(body, "kind");
        var kinds = Enum.GetValues<FaultKind>().Select(k => new Fault(k)).ToList();
        var fault = kinds.FirstOrDefault(f => f.Word == word)
            ?? throw SimulatorException.Bad($"There is no fault '{word}'; there are {string.Join(", ", kinds.Select(f => f.Word))}.");
        var match = body.Object("match");
        return fault with
        {
            Method = match.Text("method"),
            Conversation = match.Text("conversation"),
            Person = match.Text("person"),
            PathContains = match.Text("pathContains"),
            TextContains = match.Text("textContains"),
            Count = body.Value<int?>("count") ?? 1,
            Seconds = body.Value<double?>("seconds"),
        };
    }

    private static IResult Answer(Said said) =>
        Json(new JObject { ["id"] = said.Id, ["botStatus"] = said.BotStatus, ["heard"] = said.Heard });

    private IResult Locked(Func<JToken> read)
    {
        lock (world.Gate)
            return Json(read());
    }

    private static async Task<JObject> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return Wire.Parse(await reader.ReadToEndAsync()) as JObject ?? throw SimulatorException.Bad("The body is not a JSON object.");
    }

    private static string Need(JObject body, string property) =>
        body.Text(property) ?? throw SimulatorException.Bad($"'{property}' is missing.");

    private static bool Flag(JObject body, string property) => body.Text(property) == "true";
}
