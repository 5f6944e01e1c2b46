/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "model/dect-snapshot.h"
#include "omm/dect-axi-element.h"
#include "omm/dect-axi-error.h"
#include "omm/dect-omm-system.h"

G_BEGIN_DECLS

/**
 * DectAxiStepKind:
 * @DECT_AXI_STEP_CREATE: the OMM does not have it
 * @DECT_AXI_STEP_CHANGE: the OMM has it otherwise
 */
typedef enum
{
  DECT_AXI_STEP_CREATE,
  DECT_AXI_STEP_CHANGE,
} DectAxiStepKind;

/**
 * DectAxiStepState:
 * @DECT_AXI_STEP_OPEN: not tried yet
 * @DECT_AXI_STEP_DONE: the OMM has taken it
 * @DECT_AXI_STEP_REFUSED: the OMM refused it; it is not tried again
 */
typedef enum
{
  DECT_AXI_STEP_OPEN,
  DECT_AXI_STEP_DONE,
  DECT_AXI_STEP_REFUSED,
} DectAxiStepState;

/**
 * DectAxiChange:
 * @attribute: what the OMM calls it: "hierarchy1"
 * @field: (nullable): id of the record's field it comes from; %NULL for the names of building and floor
 * @label: what a person calls it, translated
 * @before: what the OMM has, "" for nothing
 * @after: what it will have
 *
 * One value of a step. Never a secret.
 */
typedef struct
{
  const char *attribute;
  const char *field;
  const char *label;
  char       *before;
  char       *after;
} DectAxiChange;

/**
 * DectAxiStep:
 * @kind: what is done
 * @record: id of the base station or handset in the site
 * @record_kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @title: what a sentence calls it, from dect_record_title()
 * @changes: (element-type DectAxiChange): the values
 * @state: how it went
 * @problem: (nullable): the error when it was refused: names the field and its maximum where the OMM did
 *
 * One record to be written.
 */
typedef struct
{
  DectAxiStepKind  kind;
  guint32          record;
  DectKind         record_kind;
  char            *title;
  GPtrArray       *changes;
  DectAxiStepState state;
  GError          *problem;

  /*< private >*/
  DectAxiElement *request;  /* without secrets */
  char           *identity; /* IPEI under which the secrets know a created handset; nullable */
  gboolean        unanswered; /* it was sent, and the link ended before the answer */
} DectAxiStep;

/**
 * DectAxiPlan:
 * @steps: (element-type DectAxiStep): what is written, base stations first, in the site's order
 * @notes: (element-type utf8): what stays for a person to do in the OMM by hand, and what the OMM has that the plan has not:
 *   sentences, translated
 *
 * What makes the OMM what the plan says. Nothing is ever deleted in the OMM.
 */
typedef struct
{
  GPtrArray *steps;
  GPtrArray *notes;
} DectAxiPlan;

/**
 * dect_axi_plan_new:
 * @snapshot: the plan
 * @system: what the OMM has, from dect_axi_read_sync()
 *
 * Pure: writes nothing. Base stations are known by their MAC (those without one are left out, a captured one is created), handsets by
 * their IPEI, those without one by their number. What the plan leaves open is left as the OMM has it. Access codes, SIP passwords and
 * PINs cannot be compared; they are sent with handsets that are created, never with a change.
 *
 * Returns: (transfer full): the plan
 */
DectAxiPlan *dect_axi_plan_new (const DectSnapshot  *snapshot,
                                const DectOmmSystem *system);

void dect_axi_plan_free (DectAxiPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiPlan, dect_axi_plan_free)

/** dect_axi_plan_count: Returns: how many steps are in @state */
guint dect_axi_plan_count (const DectAxiPlan *self,
                           DectAxiStepState   state);

/**
 * dect_axi_plan_log:
 * @self: a plan after dect_axi_push_sync()
 * @log: the site's log
 * @host: address of the OMM
 *
 * Notes what was written: event "omm-push" with host, done, refused and open. Nothing when nothing was done or refused.
 *
 * Returns: whether there was something to note
 */
gboolean dect_axi_plan_log (const DectAxiPlan *self,
                            DectLog           *log,
                            const char        *host);

/** dect_axi_step_dup_summary: Returns: (transfer full): "create base station 4 (Lab)", "change handset …: name, number", translated */
char *dect_axi_step_dup_summary (const DectAxiStep *self);

G_END_DECLS
