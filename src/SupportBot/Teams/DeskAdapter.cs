using System.Runtime.ExceptionServices;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using SupportBot.Dialogs;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>The adapter with the desk's middleware, and with turns that outlive their HTTP request.</summary>
internal sealed partial class DeskAdapter : CloudAdapter
{
    /// <summary>Names the turns that an alarm begins.</summary>
    public const string AlarmTurn = "alarm";

    private readonly ILogger<DeskAdapter> logger;

    public DeskAdapter(BotFrameworkAuthentication authentication, TenantGate gate, HeldTurn held, ILogger<DeskAdapter> logger)
        : base(authentication, logger)
    {
        this.logger = logger;
        // The gate stands before the holding: nothing of a stranger is read or stored.
        Use(gate);
        Use(held);
        OnTurnError = ApologiseAsync;
    }

    /// <summary>Runs one authenticated activity through the bot; the token is the host's, not the request's.</summary>
    public Task<InvokeResponse> RunAsync(AuthenticateRequestResult authenticated, Activity activity, IBot bot, CancellationToken cancellationToken) =>
        ProcessActivityAsync(authenticated, activity, bot.OnTurnAsync, cancellationToken);

    // Logged once, here, with the activity's id and none of its words. The person learns that nothing was kept.
    private async Task ApologiseAsync(ITurnContext context, Exception exception)
    {
        LogFailed(context.Activity.Type, context.Activity.Id ?? "none", exception);
        var sentence = Texts.In(context.Activity.Locale).SomethingWrong;
        if (context.Activity.Type is ActivityTypes.Invoke)
            await context.SendActivityAsync(InvokeAnswers.Activity(InvokeAnswers.Sentence(context.Activity.Name, sentence)));
        else if (context.Activity.Type is ActivityTypes.Message)
            await context.SendActivityAsync(Speech.Of(sentence));
        else if (context.Activity is { Type: ActivityTypes.Event, Name: AlarmTurn })
            // Nobody wrote, so nobody is told; the alarm goes off again.
            ExceptionDispatchInfo.Throw(exception);
    }

    [LoggerMessage(EventId = 320, Level = LogLevel.Error, Message = "The turn of {Type} {Activity} failed")]
    private partial void LogFailed(string type, string activity, Exception exception);
}
