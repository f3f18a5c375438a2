using Azure.Data.Tables;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Escalation;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Gives the other rooms what they keep things in.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Registers tickets, lists, notices, alarms, addresses and conversation state over the tables of section
    /// <see cref="StorageOptions.Section"/>. A registered <see cref="TableClientOptions"/> is used for the client, each
    /// registered <see cref="StateType"/> may be held in state. <see cref="TableSetup.CreateAsync"/> is awaited before the
    /// bot is ready.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(InstanceName.Random());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<StorageOptions>>().Value);
        services.AddSingleton(provider => StorageTables.Open(provider.GetRequiredService<StorageOptions>(), provider.GetService<TableClientOptions>() ?? new()));
        services.AddSingleton<TableRetries>();
        services.AddSingleton<NumberTable>();
        services.AddSingleton<IntentTable>();
        services.AddSingleton<ListTable>();
        services.AddSingleton<ITicketLists>(provider => provider.GetRequiredService<ListTable>());
        services.AddSingleton<ITicketStore, TicketTable>();
        services.AddSingleton<IOutbox, OutboxTable>();
        services.AddSingleton<IAlarms, AlarmTable>();
        services.AddSingleton<IAddressBook, AddressTable>();
        services.AddSingleton<IHeldNotices, HeldNoticeTable>();
        services.AddSingleton<ICustomerStore, CustomerTable>();
        services.AddSingleton<IStrangers, StrangerTable>();
        services.AddSingleton<IAgents, AgentTable>();
        services.AddSingleton<IQueues, QueueTable>();
        services.AddSingleton<ISecurityAudit, AuditTable>();
        services.AddSingleton<IAttachments, AttachmentTable>();
        services.AddSingleton<IFileLinkKeys, FileLinkKeyTable>();
        services.AddSingleton<IIncidentLedger>(provider => new LedgerTable(
            provider.GetRequiredService<StorageTables>(),
            provider.GetRequiredService<TableRetries>(),
            IncidentAccountOptions.Read((configuration.GetSection(EscalationOptions.Section).Get<EscalationOptions>() ?? new()).Accounts, []),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IStorage>(provider => new TableConversationState(
            provider.GetRequiredService<StorageTables>(),
            provider.GetRequiredService<TableRetries>(),
            provider.GetServices<StateType>().ToDictionary(each => each.Name, each => each.Type, StringComparer.Ordinal)));
        services.AddSingleton(provider => new TableSetup(
            provider.GetRequiredService<StorageTables>(),
            provider.GetRequiredService<TableRetries>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TableSetup>>()));
        return services;
    }
}
