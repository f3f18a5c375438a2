global using Microsoft.Bot.Schema;
global using Activity = Microsoft.Bot.Schema.Activity;
