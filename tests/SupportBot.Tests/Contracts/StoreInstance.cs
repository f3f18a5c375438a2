using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Tests.Contracts;

/// <summary>One of several instances of the bot, as far as it keeps tickets.</summary>
public sealed record StoreInstance(
    ITicketStore Tickets, ITicketLists Lists, IOutbox Outbox, IAlarms Alarms, IAddressBook Addresses, IHeldNotices Held);
