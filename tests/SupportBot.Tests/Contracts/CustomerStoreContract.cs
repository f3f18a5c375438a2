using NodaTime;
using SupportBot.Customers;
using SupportBot.Storage;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever its customers are kept.</summary>
public abstract class CustomerStoreContract
{
    private static readonly Customer Fabrikam = new()
    {
        Id = "fab",
        Name = "Fabrikam / \\ # ? 'Águas' 😀",
        TenantIds = ["fab", "fab-2"],
        PrimaryDomain = "fabrikam.example",
        Cloud = Cloud.Gcc,
        Relation = Relation.ThroughReseller,
        Reseller = "Adatum",
        Plan = "Gold",
        Language = "pt-PT",
        Queue = "Azure",
        Contacts = ["Rui, +351 210 000 000", "a|b"],
        Approvers = [new Member("fab", "ana", "Ana \"A\" Sousa")],
        Administrators = [new Member("fab-2", "rui", "Rui Alves 😀")],
        DelegatedAdminEnds = new LocalDate(2026, 12, 20),
        DelegatedAdminWarned = "2026-12-20/30",
        Terms = new OfferTerms(new Dictionary<string, string> { ["PerHour"] = "80" }),
        More = new Dictionary<string, string> { ["MPN ID"] = "2026-11-24T09:30:00+01:00" },
    };

    /// <summary>An instance over the store of this test, which is empty at first; each call gives another one.</summary>
    protected abstract Task<ICustomerStore> InstanceAsync();

    [SkippableFact]
    public async Task A_customer_is_read_as_it_was_written_by_its_id_by_any_of_its_tenants_and_among_all()
    {
        var (one, other) = (await InstanceAsync(), await InstanceAsync());
        Assert.Null(await one.FindAsync("fab", default));
        Assert.Null(await one.FindByTenantAsync("fab", default));
        Assert.Empty(await one.AllAsync(default));

        Assert.Equal(CustomerKept.Stored, await one.KeepAsync(Fabrikam, stamp: null, default));

        foreach (var read in new[]
        {
            await other.FindAsync("FAB", default), await other.FindByTenantAsync("fab", default), await other.FindByTenantAsync("Fab-2", default),
            Assert.Single(await other.AllAsync(default)),
        }) Assert.Equivalent(Fabrikam, read!.Customer, strict: true);
        Assert.Null(await other.FindByTenantAsync("fab-3", default));
    }

    [SkippableTheory]
    [InlineData("a/b\\c#d?e")]
    [InlineData("a%2Fb+c d")]
    [InlineData("漢字😀'|!")]
    public async Task Any_id_and_tenant_will_do(string id)
    {
        var store = await InstanceAsync();
        Assert.Equal(CustomerKept.Stored, await store.KeepAsync(Plain(id, id, id + "2"), stamp: null, default));

        Assert.Equal(id, (await store.FindByTenantAsync(id + "2", default))!.Customer.Id);
        Assert.Equal(id, Assert.Single(await store.AllAsync(default)).Customer.Id);
    }

    [SkippableFact]
    public async Task Customers_come_by_name()
    {
        var store = await InstanceAsync();
        foreach (var name in new[] { "bravo", "Charlie", "alfa" }) await store.KeepAsync(Plain(name, name), stamp: null, default);

        Assert.Equal(["alfa", "bravo", "Charlie"], (await store.AllAsync(default)).Select(stored => stored.Customer.Name));
    }

    [SkippableFact]
    public async Task Of_two_writers_one_is_refused()
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());
        var begun = await Task.WhenAll(one.KeepAsync(Plain("a", "a"), stamp: null, default), two.KeepAsync(Plain("a", "a"), stamp: null, default));
        Assert.Equal([CustomerKept.Stored, CustomerKept.Overtaken], begun.Order());
        var read = (await one.FindAsync("a", default))!;

        var changed = await Task.WhenAll(
            one.KeepAsync(read.Customer with { Plan = "one" }, read.Stamp, default), two.KeepAsync(read.Customer with { Plan = "two" }, read.Stamp, default));

        Assert.Equal([CustomerKept.Stored, CustomerKept.Overtaken], changed.Order());
        Assert.Equal(changed[0] is CustomerKept.Stored ? "one" : "two", (await two.FindAsync("a", default))!.Customer.Plan);
        Assert.Equal(CustomerKept.Overtaken, await one.KeepAsync(read.Customer with { Plan = "three" }, read.Stamp, default));
    }

    [SkippableFact]
    public async Task Two_customers_that_take_one_tenant_at_once_do_not_both_have_it()
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());

        var kept = await Task.WhenAll(one.KeepAsync(Plain("a", "a", "x"), stamp: null, default), two.KeepAsync(Plain("b", "b", "x"), stamp: null, default));

        Assert.Single(kept, CustomerKept.Stored);
        Assert.Single(await one.AllAsync(default));
        Assert.Equal(kept[0] is CustomerKept.Stored ? "a" : "b", (await two.FindByTenantAsync("x", default))!.Customer.Id);
    }

    [SkippableFact]
    public async Task A_tenant_of_another_customer_is_refused_and_nothing_is_stored()
    {
        var store = await InstanceAsync();
        await store.KeepAsync(Fabrikam, stamp: null, default);

        Assert.Equal(CustomerKept.TenantTaken, await store.KeepAsync(Plain("b", "b", "FAB-2"), stamp: null, default));
        Assert.Null(await store.FindAsync("b", default));
        Assert.Null(await store.FindByTenantAsync("b", default));

        await store.KeepAsync(Plain("c", "c"), stamp: null, default);
        var read = (await store.FindAsync("c", default))!;
        Assert.Equal(CustomerKept.TenantTaken, await store.KeepAsync(read.Customer with { TenantIds = ["c", "new", "fab"], Name = "changed" }, read.Stamp, default));
        Assert.Equal(("c", read.Stamp), ((await store.FindAsync("c", default))!.Customer.Name, (await store.FindAsync("c", default))!.Stamp));
        Assert.Null(await store.FindByTenantAsync("new", default));
    }

    [SkippableFact]
    public async Task Tenants_come_and_go_and_may_be_anothers_afterwards()
    {
        var store = await InstanceAsync();
        await store.KeepAsync(Fabrikam, stamp: null, default);
        var read = (await store.FindAsync("fab", default))!;

        Assert.Equal(CustomerKept.Stored, await store.KeepAsync(read.Customer with { TenantIds = ["fab", "fab-3"], Plan = null }, read.Stamp, default));

        Assert.Null(await store.FindByTenantAsync("fab-2", default));
        var changed = (await store.FindByTenantAsync("fab-3", default))!;
        Assert.Equal("fab", changed.Customer.Id);
        Assert.Null(changed.Customer.Plan);
        Assert.Equal(CustomerKept.Stored, await store.KeepAsync(Plain("b", "fab-2"), stamp: null, default));
    }

    [SkippableFact]
    public async Task Ninety_eight_tenants_can_be_begun_and_many_more_are_refused_before_anything_is_stored()
    {
        var store = await InstanceAsync();
        string[] tenants = [.. Enumerable.Range(0, 98).Select(number => $"tenant-{number}")];
        Assert.Equal(CustomerKept.Stored, await store.KeepAsync(Plain("many", tenants), stamp: null, default));
        Assert.Equal("many", (await store.FindByTenantAsync("tenant-97", default))!.Customer.Id);

        string[] others = [.. Enumerable.Range(0, 150).Select(number => $"other-{number}")];
        await Assert.ThrowsAsync<TooLargeToStoreException>(() => store.KeepAsync(Plain("more", others), stamp: null, default));
        Assert.Null(await store.FindByTenantAsync("other-0", default));
        Assert.Null(await store.FindAsync("more", default));
    }

    [SkippableFact]
    public async Task What_is_too_long_is_refused_before_anything_is_stored()
    {
        var store = await InstanceAsync();

        await Assert.ThrowsAsync<TooLargeToStoreException>(() => store.KeepAsync(Plain("a", "a") with { Name = new string('x', 40_000) }, stamp: null, default));
        await Assert.ThrowsAsync<TooLargeToStoreException>(
            () => store.KeepAsync(Plain("a", "a") with { More = new Dictionary<string, string> { ["column"] = new string('x', 40_000) } }, stamp: null, default));

        Assert.Null(await store.FindByTenantAsync("a", default));
    }

    private static Customer Plain(string id, params string[] tenants) => new() { Id = id, Name = id, TenantIds = tenants };
}
