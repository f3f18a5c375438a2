using Microsoft.Extensions.DependencyInjection;
using SupportBot.Customers;
using SupportBot.Desk;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>A desk as it stands after its first day: one queue, and the customers of the cast. How it comes there is told in the bootstrap's own tests.</summary>
internal static class SetUp
{
    public static async Task SetUpAsync(this IServiceProvider services, string serviceUrl)
    {
        await services.GetRequiredService<IQueues>().KeepAsync(new Queue("Support", Cast.TeamId, Cast.SupportChannelId, serviceUrl), default);
        await services.AddCustomersAsync();
    }

    public static async Task AddCustomersAsync(this IServiceProvider services)
    {
        var customers = services.GetRequiredService<ICustomerStore>();
        foreach (var organisation in new[] { Cast.Fabrikam, Cast.Northwind })
        {
            var customer = new Customer { Id = organisation.TenantId, Name = organisation.Name, TenantIds = [organisation.TenantId], PrimaryDomain = organisation.Domain };
            Assert.Equal(CustomerKept.Stored, await customers.KeepAsync(customer, stamp: null, default));
        }
    }
}
