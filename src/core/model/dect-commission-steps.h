/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectStep:
 *
 * The steps from the finished plan to the running system, in the order in which they can be done.
 */
typedef enum
{
  DECT_STEP_CHECK,
  DECT_STEP_PORTS,
  DECT_STEP_CONNECT,
  DECT_STEP_REVIEW,
  DECT_STEP_PUSH,
  DECT_STEP_FILES,
  DECT_STEP_MASTER,
  DECT_STEP_OMM,
  DECT_STEP_RFP_IMPORT,
  DECT_STEP_SYNCHRONISED,
  DECT_STEP_HANDSET_IMPORT,
  DECT_STEP_USERS,
  DECT_STEP_COMPARE,
  DECT_STEP_SIGN,
  DECT_N_STEPS,
} DectStep;

/**
 * DectStepInfo:
 * @id: stable word in the log and in actions
 * @by_hand: the person ticks it, because the program cannot see it
 * @title: a few words, untranslated
 * @intro: why and when, untranslated
 * @clicks: (array zero-terminated=1): what to do, one action each, untranslated; `{rfps}` and `{pps}` stand for the names of the
 *   two pages in the web interface of the OMM, which changed with its releases
 *
 * One step as data. Sources of the clicks: the PBX maker's public page on Aastra DECT gateways, and the OM System Manuals
 * 2.1, 3.0 and 6.1 (import, subscription).
 */
typedef struct
{
  const char *id;
  gboolean    by_hand;
  const char *title;
  const char *intro;
  const char *clicks[8];
} DectStepInfo;

/** DECT_EVENT_TICK, DECT_EVENT_UNTICK: events of the log, `{"step": id}`: a step is done, or not done any more */
#define DECT_EVENT_TICK "tick"
#define DECT_EVENT_UNTICK "untick"

/**
 * DectStepState:
 * @done: whether it is ticked
 * @time: when it was ticked, seconds since 1970; 0 when it is not
 *
 * What the log says of one step.
 */
typedef struct
{
  gboolean done;
  gint64   time;
} DectStepState;

/**
 * dect_step_states_replay:
 * @states: (inout) (array fixed-size=14): state of each #DectStep, zeroes at first
 * @entry: the next entry of a log
 *
 * Takes over what the entry says. Steps that another version knows are passed over.
 */
void dect_step_states_replay (DectStepState       states[DECT_N_STEPS],
                              const DectLogEntry *entry);

/** dect_step_info: Returns: (transfer none): the step's words */
const DectStepInfo *dect_step_info (DectStep step);

/** dect_step_from_id: @id: (nullable). Returns: whether @id is a step */
gboolean dect_step_from_id (const char *id,
                            DectStep   *step);

/**
 * dect_step_dup_click:
 * @step: a step
 * @i: which of its clicks
 * @rfps: name of the page of base stations in the OMM of the site's release (dect_omm_release_dup_page())
 * @handsets: name of the page of handsets
 *
 * Returns: (transfer full) (nullable): the sentence, translated, with these names; %NULL behind the last one
 */
char *dect_step_dup_click (DectStep    step,
                           guint       i,
                           const char *rfps,
                           const char *handsets);

G_END_DECLS
