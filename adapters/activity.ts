// The one place where the Agents SDK comes in, so that it can be exchanged.
export { Activity, ActivityTypes, type ConversationReference } from '@microsoft/agents-activity'
export {
  type AttachmentData,
  type AttachmentInfo,
  BaseAdapter,
  type Middleware,
  type ResourceResponse,
  TurnContext,
} from '@microsoft/agents-hosting'
