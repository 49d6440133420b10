import { defineQuery } from '../../command/query.ts'
import { noArgs } from '../fields.ts'
import { certaintyTables } from '../sync/certainty.ts'
import { ratingCategories } from './feedback-inputs.ts'
import { feedbackArgs, type FeedbackRow, type NpsRow, type RatingRow } from './feedback-rows.ts'

const LIMIT = 100

/** Newest first. */
export const feedbackQuery = defineQuery({
  name: 'guest.feedback',
  args: feedbackArgs,
  tables: ['guest.feedback', 'guest.profiles', 'guest.stays', 'property_mgmt.inventory_units', ...certaintyTables],
  key: (row: FeedbackRow) => row.feedbackId,
  run: (db, { profileId, unanswered }, { propertyId }) =>
    db.query<FeedbackRow>(
      `SELECT f.id AS "feedbackId", f.profile_id AS "profileId", g.full_name AS "guestName",
         (SELECT u.number FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id WHERE s.id = f.stay_id) AS "unitNumber",
         f.feedback_type AS type, f.nps_score AS "npsScore", f.category_ratings AS ratings, f.comment, f.sentiment, f.source,
         f.submitted_at AS "submittedAt", f.response, f.responded_at AS "respondedAt",
         CASE WHEN f.id IN (SELECT row_id FROM sync.pending_rows WHERE table_name = 'guest.feedback') THEN 'queued' ELSE 'synced' END AS certainty
       FROM guest.feedback f LEFT JOIN guest.profiles g ON g.id = f.profile_id
       WHERE f.property_id = $1 AND f.deleted_at IS NULL ${profileId === null ? '' : 'AND f.profile_id = $2'}
         ${unanswered ? `AND f.response IS NULL AND f.comment <> ''` : ''}
       ORDER BY f.submitted_at DESC, f.id LIMIT ${LIMIT}`,
      profileId === null ? [propertyId] : [propertyId, profileId],
    ),
})

export const npsQuery = defineQuery({
  name: 'guest.nps',
  args: noArgs,
  tables: ['guest.feedback', 'property_mgmt.properties'],
  key: (row: NpsRow) => row.month,
  run: (db, _args, { propertyId }) =>
    db.query<NpsRow>(
      `SELECT month, total_responses AS responses, promoters, passives, detractors, nps_score::text AS nps
       FROM guest.v_nps_metrics WHERE property_id = $1 ORDER BY month DESC LIMIT 12`,
      [propertyId],
    ),
})

export const ratingsQuery = defineQuery({
  name: 'guest.ratings',
  args: noArgs,
  tables: ['guest.feedback'],
  key: (row: RatingRow) => row.category,
  async run(db, _args, { propertyId, businessDate }) {
    const rows = await db.query<RatingRow>(
      `SELECT c.key AS category, count(*) AS responses, round(avg(c.value::numeric), 1)::text AS stars
       FROM guest.feedback f CROSS JOIN LATERAL jsonb_each_text(f.category_ratings) c
       WHERE f.property_id = $1 AND f.deleted_at IS NULL AND f.submitted_at > $2::date - 90
       GROUP BY c.key ORDER BY c.key`,
      [propertyId, businessDate],
    )
    return rows.filter(({ category }) => ratingCategories.includes(category))
  },
})
