import { powerdnsReplies as replies } from '@portcullis/powerdns';
import type { PanelSpeech } from './speech.js';

export const powerdnsSpeech: PanelSpeech = replies;
