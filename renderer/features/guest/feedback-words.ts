import { CircleCheckBig, Frown, Meh, MessageCircleQuestion, Shuffle, Smile } from 'lucide-react'
import type {
  FeedbackSource,
  FeedbackType,
  RatingCategory,
  Sentiment,
} from '../../../shared/domains/guest/feedback-inputs.ts'
import { t } from '../../../shared/language/t.ts'
import type { Mark } from '../../ui/Chip.tsx'

export function feedbackTypeWord(type: FeedbackType): string {
  switch (type) {
    case 'NPS':
      return t('Would recommend')
    case 'SURVEY':
      return t('Survey')
    case 'REVIEW':
      return t('Review')
    case 'COMPLAINT':
      return t('Complaint')
    case 'COMPLIMENT':
      return t('Compliment')
  }
}

export function sourceWord(source: FeedbackSource): string {
  switch (source) {
    case 'desk':
      return t('at the desk')
    case 'email':
      return t('by e-mail')
    case 'web':
      return t('on the web')
    case 'channel':
      return t('at a channel')
    case 'phone':
      return t('by phone')
  }
}

export function categoryWord(category: RatingCategory): string {
  switch (category) {
    case 'cleanliness':
      return t('Cleanliness')
    case 'comfort':
      return t('Comfort')
    case 'service':
      return t('Service')
    case 'breakfast':
      return t('Breakfast')
    case 'location':
      return t('Location')
    case 'value':
      return t('Value for money')
  }
}

export const SENTIMENT: Readonly<Record<Sentiment, Mark>> = {
  positive: { tone: 'green', word: () => t('Pleased'), icon: Smile },
  neutral: { tone: 'grey', word: () => t('Neutral'), icon: Meh },
  negative: { tone: 'red', word: () => t('Displeased'), icon: Frown },
  mixed: { tone: 'yellow', word: () => t('Mixed'), icon: Shuffle },
}

export const ANSWERED: Mark = { tone: 'green', word: () => t('Answered'), icon: CircleCheckBig }
export const WAITING: Mark = { tone: 'blue', word: () => t('To answer'), icon: MessageCircleQuestion }
