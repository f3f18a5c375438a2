using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using SupportBot.Customers;
using SupportBot.Storage;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The desk's channel is warned that a delegated admin relationship ends.</summary>
public sealed class DelegatedAdminTests
{
    private static readonly TimeSpan OverAnHour = TimeSpan.FromMinutes(61);

    [SkippableFact]
    public async Task Of_two_instances_one_warns_at_30_days_and_again_at_7_and_not_in_between()
    {
        var race = new Race();
        await using var desk = await OpenDesk.OpenAsync(race.Join);
        desk.StartInstance(race.Join);
        await race.ReadAsync(2);
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with { DelegatedAdminEnds = new LocalDate(2026, 12, 20) });

        race.MeetOnce();
        desk.Time.Move(OverAnHour);
        var warned = await desk.Ivy.WaitForAsync("GDAP", Cast.SupportChannelId);
        Assert.True(warned.Shows("Fabrikam ends on 20 Dec 2026: in 26 days"), warned.Everything);
        Assert.Equal([CustomerKept.Stored, CustomerKept.Overtaken], await race.KeptAsync(2));

        await LookAgainAsync(desk, race, TimeSpan.FromDays(2));
        Assert.Single(Warnings(desk));

        await LookAgainAsync(desk, race, TimeSpan.FromDays(17));
        Assert.Equal(2, Warnings(desk).Count);
        Assert.Contains(Warnings(desk), message => message.Shows("in 7 days"));

        await LookAgainAsync(desk, race, TimeSpan.FromDays(3));
        Assert.Equal(2, Warnings(desk).Count);
    }

    [SkippableFact]
    public async Task A_warning_that_Teams_did_not_take_is_tried_again_by_a_later_sweep()
    {
        var race = new Race();
        await using var desk = await OpenDesk.OpenAsync(race.Join);
        await race.ReadAsync(1);
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with { DelegatedAdminEnds = new LocalDate(2026, 11, 23) });
        desk.Teams.Fail(new Fault(FaultKind.BadGateway, "POST", Conversation: Cast.SupportChannelId));

        await LookAgainAsync(desk, race, TimeSpan.Zero);
        await LookAgainAsync(desk, race, TimeSpan.Zero);

        Assert.True(Assert.Single(Warnings(desk)).Shows("ended on 23 Nov 2026"));
    }

    private static List<Message> Warnings(OpenDesk desk) => [.. desk.Ivy.Read(Cast.SupportChannelId).Where(message => message.Shows("GDAP"))];

    // An instance that reads the customers a second time has ended what the first reading led to.
    private static async Task LookAgainAsync(OpenDesk desk, Race race, TimeSpan after)
    {
        desk.Time.Move(after);
        for (var look = 0; look < 2; look++)
        {
            var read = race.Begin();
            desk.Time.Move(OverAnHour);
            await read;
        }
    }

    /// <summary>Lets two instances read the customers before either of them goes on, and hears how their keeping ended.</summary>
    private sealed class Race
    {
        private readonly Lock gate = new();
        private readonly List<Store> stores = [];
        private readonly List<CustomerKept> kept = [];
        private TaskCompletionSource? meeting;
        private int arrived;

        public void Join(IServiceCollection services)
        {
            services.AddSingleton<CustomerTable>();
            services.Replace(ServiceDescriptor.Singleton<ICustomerStore>(provider => new Store(provider.GetRequiredService<CustomerTable>(), this)));
        }

        public void MeetOnce() => meeting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when so many instances have read all customers for the first time.</summary>
        public Task ReadAsync(int instances) => UntilAsync(() => stores.Count == instances && stores.All(store => store.Readings > 0));

        /// <summary>Completes when each instance has read all customers once more.</summary>
        public Task Begin()
        {
            Dictionary<Store, int> before;
            lock (gate) before = stores.ToDictionary(store => store, store => store.Readings);
            return UntilAsync(() => before.All(each => each.Key.Readings > each.Value));
        }

        public async Task<IEnumerable<CustomerKept>> KeptAsync(int count)
        {
            await UntilAsync(() => kept.Count >= count);
            return kept.Order();
        }

        private async Task UntilAsync(Func<bool> reached)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (true)
            {
                lock (gate)
                {
                    if (reached()) return;
                }

                await Task.Delay(20, deadline.Token);
            }
        }

        private sealed class Store(CustomerTable inner, Race race) : ICustomerStore
        {
            public int Readings { get; private set; }

            public Task<StoredCustomer?> FindAsync(string id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

            public Task<StoredCustomer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken) => inner.FindByTenantAsync(tenantId, cancellationToken);

            public async Task<IReadOnlyList<StoredCustomer>> AllAsync(CancellationToken cancellationToken)
            {
                var all = await inner.AllAsync(cancellationToken);
                lock (race.gate)
                {
                    if (!race.stores.Contains(this)) race.stores.Add(this);
                    Readings++;
                }

                if (race.meeting is { Task.IsCompleted: false } meeting)
                {
                    if (Interlocked.Increment(ref race.arrived) == 2) meeting.SetResult();
                    await meeting.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
                }

                return all;
            }

            public async Task<CustomerKept> KeepAsync(Customer customer, string? stamp, CancellationToken cancellationToken)
            {
                var end = await inner.KeepAsync(customer, stamp, cancellationToken);
                if (customer.DelegatedAdminWarned is not null)
                {
                    lock (race.gate) race.kept.Add(end);
                }

                return end;
            }
        }
    }
}
