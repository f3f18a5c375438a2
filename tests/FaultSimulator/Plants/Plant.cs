using System.Text;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using FaultSimulator.Running;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace FaultSimulator.Plants;

/// <summary>A way to break the product on purpose, from outside, to see that the checks find it.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Break">Changes the registrations or the tables' client of each instance.</param>
public sealed partial record Plant(string Name, Action<IServiceCollection, TableClientOptions, Simulation> Break)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Plant> All { get; } =
    [
        new("drop-etag", (_, client, _) => client.AddPolicy(new DroppedCondition(), HttpPipelinePosition.PerRetry)),
        new("skip-intent", (services, _, _) => Store(services, nameof(ITicketStore.AnnounceAsync), (_, _) => Task.CompletedTask)),
        new("send-before-commit", (services, _, simulation) => Store(services, nameof(ITicketStore.CommitAsync), (_, commit) => LaterAsync(simulation, commit))),
        new("forget-dedup", ForgetCommands),
        new("reuse-number", ReuseNumbers),
        new("lose-outbox-row", (services, _, simulation) => Store(services, nameof(ITicketStore.CommitAsync), (arguments, commit) =>
        {
            var notices = (IReadOnlyList<PendingNotice>)arguments[2]!;
            if (simulation.Chance(0.2)) arguments[2] = (IReadOnlyList<PendingNotice>)[.. notices.Take(notices.Count - 1)];
            return commit();
        })),
        new("double-timer", DoubleTimers),
        new("ignore-lease-fence", (services, _, _) => Interposed<IOutbox>.In(services, (method, arguments, call) =>
            method.Name == nameof(IOutbox.TakeAsync) ? TakeAnywayAsync((Notice)arguments[0]!, (Task<Notice?>)call()!, arguments, call) : call())),
        new("leak-note", (services, _, _) => Interposed<INoticePlan>.In(services, (_, arguments, call) =>
        {
            var notices = (IReadOnlyList<PendingNotice>)call()!;
            var told = ((TicketChange)arguments[0]!).Event;
            return told.IsInternal ? (IReadOnlyList<PendingNotice>)[.. notices, new PendingNotice(told.Sequence, notices.Count, nameof(NoticeKind.CustomerWord))] : notices;
        })),
        new("wrong-tenant", WrongAddresses),
    ];

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Plant Named(string name) =>
        All.FirstOrDefault(plant => plant.Name == name) ?? throw new ArgumentException($"There is no plant '{name}'. There are {string.Join(", ", All.Select(plant => plant.Name))}.", nameof(name));

    private static void Store(IServiceCollection services, string name, Func<object?[], Func<object?>, object?> around) =>
        Interposed<ITicketStore>.In(services, (method, arguments, call) => method.Name == name ? around(arguments, call) : call());

    // The change is told as stored, and stored only later.
    private static Task<CommitEnd> LaterAsync(Simulation simulation, Func<object?> commit)
    {
        _ = CommitAsync();
        return Task.FromResult(CommitEnd.Stored);

        async Task CommitAsync()
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), simulation.Clock);
            await (Task<CommitEnd>)commit()!;
        }
    }

    // Every delivery is a wish of its own: it is announced, kept and settled under a key that no other has.
    private static void ForgetCommands(IServiceCollection services, TableClientOptions client, Simulation simulation)
    {
        var fresh = new Dictionary<CommandKey, CommandKey>();
        Interposed<ITicketStore>.In(services, (method, arguments, call) =>
        {
            switch (method.Name)
            {
                case nameof(ITicketStore.AnnounceAsync):
                    arguments[1] = fresh[(CommandKey)arguments[1]!] = CommandKey.OfMessage("forgotten", simulation.NextNonce());
                    break;
                case nameof(ITicketStore.CommitAsync) when arguments[0] is TicketChange change && fresh.TryGetValue(change.Key, out var key):
                    arguments[0] = change with { Key = key };
                    break;
                case nameof(ITicketStore.EffectOfAsync) when fresh.ContainsKey((CommandKey)arguments[1]!):
                    return Task.FromResult<int?>(null);
                case nameof(ITicketStore.ForgetAnnouncementAsync) when fresh.TryGetValue((CommandKey)arguments[1]!, out var key):
                    arguments[1] = key;
                    break;
            }

            return call();
        });
    }

    private static void ReuseNumbers(IServiceCollection services, TableClientOptions client, Simulation simulation)
    {
        TicketNumber? last = null;
        Store(services, nameof(ITicketStore.NextNumberAsync), (_, call) => NextAsync((Task<TicketNumber>)call()!));

        async Task<TicketNumber> NextAsync(Task<TicketNumber> giving)
        {
            var number = await giving;
            if (last is { } before && simulation.Chance(0.3)) return before;
            last = number;
            return number;
        }
    }

    // A notice that another instance holds, or held when its lease ended, is sent as if nobody did.
    private static async Task<Notice?> TakeAnywayAsync(Notice notice, Task<Notice?> taking, object?[] arguments, Func<object?> call)
    {
        if (await taking is { } taken) return taken with { State = NoticeState.Sending };
        return notice.State is NoticeState.Sending && arguments[1] is Duration && await (Task<Notice?>)call()! is { } again ? again : notice.Stamp is null ? null : notice with { State = NoticeState.Sending };
    }

    // Now and then a timer stays due after it went off, and its effect is kept under a key that no other has.
    private static void DoubleTimers(IServiceCollection services, TableClientOptions client, Simulation simulation)
    {
        var again = new HashSet<CommandKey>();
        Interposed<ITimerPlan>.In(services, (_, arguments, call) => SetAsync((TicketChange)arguments[0]!, (Task<TicketChange>)call()!));
        Store(services, nameof(ITicketStore.CommitAsync), (arguments, commit) =>
        {
            var change = (TicketChange)arguments[0]!;
            if (again.Contains(change.Key)) arguments[0] = change with { Key = CommandKey.OfMessage("again", simulation.NextNonce()) };
            return commit();
        });

        async Task<TicketChange> SetAsync(TicketChange change, Task<TicketChange> setting)
        {
            var set = await setting;
            if (change.Event.Action is not (TicketAction.PromptUnclaimed or TicketAction.PromptUnread) || !simulation.Chance(0.5)) return set;
            again.Add(change.Key);
            return set with { After = set.After with { Timers = change.Before!.Timers } };
        }
    }

    private static void WrongAddresses(IServiceCollection services, TableClientOptions client, Simulation simulation)
    {
        var known = new List<Address>();
        Interposed<IAddressBook>.In(services, (method, arguments, call) =>
        {
            if (method.Name == nameof(IAddressBook.KeepAsync)) known.Add((Address)arguments[0]!);
            if (method.Name != nameof(IAddressBook.RecipientAsync) || !simulation.Chance(0.2)) return call();
            var asked = (Person)arguments[0]!;
            if (known.Find(address => address.TenantId != asked.TenantId) is { } other) arguments[0] = new Person(other.TenantId, other.ObjectId, other.Name);
            return call();
        });
    }

    /// <summary>Whatever version a write rests on, it is made.</summary>
    private sealed partial class DroppedCondition : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var request = message.Request;
            if (request.Headers.Contains("If-Match")) request.Headers.SetValue("If-Match", "*");
            if (request.Content is { } content && request.Uri.ToUri().AbsolutePath.EndsWith("$batch", StringComparison.Ordinal))
            {
                using var body = new MemoryStream();
                await content.WriteToAsync(body, message.CancellationToken);
                request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(Condition().Replace(Encoding.UTF8.GetString(body.ToArray()), "If-Match: *\r\n")));
            }

            await ProcessNextAsync(message, pipeline);
        }

        [GeneratedRegex("If-Match: [^\r\n]*\r\n", RegexOptions.CultureInvariant)]
        private static partial Regex Condition();
    }
}
