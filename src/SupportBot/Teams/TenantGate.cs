using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using SupportBot.Customers;
using SupportBot.Dialogs;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>
/// Lets in only tenants that the desk knows, whatever the kind of activity, and before anything is read or stored. An error
/// in the check refuses the turn. Strangers get one sentence where they spoke to the bot, and silence elsewhere (Protocols 2.5).
/// </summary>
internal sealed partial class TenantGate(Reception reception, Doorstep doorstep, PartnerOptions partner, ILogger<TenantGate> logger) : IMiddleware
{
    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        var activity = turnContext.Activity;
        var tenant = Identity.TenantOf(activity);
        var admission = await reception.AdmitAsync(tenant, cancellationToken);
        if (admission is Admission.Served)
        {
            await next(cancellationToken);
            return;
        }

        LogRefused(tenant ?? "none", activity.Type);
        var texts = Texts.In(activity.Locale);
        var sentence = admission is Admission.OtherCloud ? texts.OtherCloud(partner.Contact) : texts.UnknownTenant(partner.Name, partner.Contact);
        switch (activity.Type)
        {
            case ActivityTypes.Invoke:
                await turnContext.SendActivityAsync(InvokeAnswers.Activity(InvokeAnswers.Sentence(activity.Name, sentence)), cancellationToken);
                break;
            case ActivityTypes.Message when SpeaksToUs(activity):
            case ActivityTypes.InstallationUpdate when IsAdded(activity):
                if (admission is Admission.Unknown && tenant is not null && Identity.ScopeOf(activity) is Scope.Personal) await doorstep.KnockAsync(activity, tenant, cancellationToken);
                await turnContext.SendActivityAsync(Speech.Of(sentence), cancellationToken);
                break;
        }
    }

    internal static bool IsAdded(IActivity activity) => activity.AsInstallationUpdateActivity()?.Action is "add" or "add-upgrade";

    private static bool SpeaksToUs(Activity activity) =>
        !DeskBot.IsBot(activity) && (Identity.ScopeOf(activity) is Scope.Personal || activity.MentionsRecipient());

    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "Tenant {Tenant} is not configured; its {Type} was refused")]
    private partial void LogRefused(string tenant, string type);
}
