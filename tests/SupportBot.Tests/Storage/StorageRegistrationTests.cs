using Microsoft.Bot.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportBot.Escalation;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Tickets;

namespace SupportBot.Tests.Storage;

public sealed class StorageRegistrationTests
{
    [Fact]
    public void Everything_that_the_other_rooms_ask_for_is_there()
    {
        using var services = Build(("Storage:ConnectionString", "UseDevelopmentStorage=true"), ("Storage:TicketPrefix", "HD"));

        Assert.NotNull(services.GetRequiredService<ITicketStore>());
        Assert.NotNull(services.GetRequiredService<ITicketLists>());
        Assert.NotNull(services.GetRequiredService<IOutbox>());
        Assert.NotNull(services.GetRequiredService<IAddressBook>());
        Assert.NotNull(services.GetRequiredService<TableSetup>());
        Assert.NotNull(services.GetRequiredService<IStorage>());
        Assert.NotNull(services.GetRequiredService<IIncidentLedger>());
        Assert.Equal("HD", services.GetRequiredService<StorageOptions>().TicketPrefix);
    }

    [Fact]
    public void Without_an_account_nothing_starts()
    {
        using var services = Build(("Storage:TablePrefix", "-"));
        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ITicketStore>());
        Assert.Equal(2, failure.Failures.Count());
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(new StateType("draft", typeof(Contracts.ConversationStateContract.Draft)))
            .AddStorage(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }
}
