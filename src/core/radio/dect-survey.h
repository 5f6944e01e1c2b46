/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/*
 * Measured levels beside what is predicted where they were measured, place by place. What is predicted is what the plan shows: with
 * the site's fit when one is in use. Pure, any thread.
 */

/**
 * DectSurveyLevel:
 * @record: id of the first reading, a #DectSurvey
 * @rfp: id of the #DectRfp heard
 * @n_readings: readings of this place and RFP in one, averaged in milliwatts: the mean of dBm values is 2.5 dB low under Rayleigh
 *   fading
 * @measured_dbm: what was measured
 * @predicted_dbm: what is predicted; %NAN when nothing can be
 */
typedef struct
{
  guint32 record;
  guint32 rfp;
  guint   n_readings;
  double  measured_dbm;
  double  predicted_dbm;
} DectSurveyLevel;

/**
 * DectSurveyPlace:
 * @floor: id of a #DectFloor
 * @x_m: where on it, in its frame
 * @y_m: same
 * @records: (element-type guint32): ids of all readings
 * @levels: (element-type DectSurveyLevel): one per RFP, strongest measured first
 * @difference_db: mean of measured minus predicted of its levels; negative: less was measured; %NAN without a prediction
 *
 * All readings nearer to each other than 1 cm.
 */
typedef struct
{
  guint32 floor;
  double  x_m;
  double  y_m;
  GArray *records;
  GArray *levels;
  double  difference_db;
} DectSurveyPlace;

/**
 * dect_survey_list:
 * @snapshot: a site
 *
 * Readings without a level, a place or an RFP of the site are left out. A path costs some microseconds a wall: not for the main thread
 * on a large site.
 *
 * Returns: (transfer full) (element-type DectSurveyPlace): places by floor, y and x
 */
GPtrArray *dect_survey_list (DectSnapshot *snapshot);

/**
 * DectSurveyVerdict:
 *
 * What a difference says of the plan: within the scatter that predictions have anyway (limit "sigma-walls"), or beyond it.
 */
typedef enum
{
  DECT_SURVEY_UNKNOWN,
  DECT_SURVEY_WEAKER,
  DECT_SURVEY_EQUAL,
  DECT_SURVEY_STRONGER,
} DectSurveyVerdict;

/** dect_survey_judge: Returns: what @difference_db (measured minus predicted) says */
DectSurveyVerdict dect_survey_judge (double difference_db);

/** dect_survey_dup_difference: Returns: (transfer full): @difference_db with its sign, without unit: "+3", "−8", "±0"; "?" for %NAN */
char *dect_survey_dup_difference (double difference_db);

G_END_DECLS
