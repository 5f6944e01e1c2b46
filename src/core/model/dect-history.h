/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-site.h"

G_BEGIN_DECLS

/**
 * DectHistory:
 *
 * The one door for changes of the plan. Changes are made inside a step; a step has a name that a person reads
 * in the undo menu and is undone as one. Main thread only.
 *
 * |[
 * dect_history_begin (history, _("Move base station 4"), "move");
 * g_autoptr (DectRfp) rfp = dect_rfp_copy (old);
 * rfp->x_m = x_m;
 * dect_history_put (history, DECT_RECORD (g_steal_pointer (&rfp)));
 * dect_history_commit (history);
 * ]|
 *
 * Properties: can-undo, can-redo (gboolean), undo-label, redo-label (nullable texts).
 * Signal: changed (self), after every commit, undo and redo that changed something.
 */
#define DECT_TYPE_HISTORY (dect_history_get_type ())
G_DECLARE_FINAL_TYPE (DectHistory, dect_history, DECT, HISTORY, GObject)

/**
 * dect_history_begin:
 * @self: a history, no step open
 * @label: what the step does, translated: "Move base station 4"
 * @merge_key: (nullable): steps with the same key, touching the same records, that follow each other within a second, or
 *   without dect_history_seal() between them when the key starts with "drag", become one
 *
 * Opens a step. Steps do not nest.
 */
void dect_history_begin (DectHistory *self,
                         const char  *label,
                         const char  *merge_key);

/**
 * dect_history_put:
 * @self: a history with an open step
 * @record: (transfer full): the thing as it shall be. Id 0: it is new and goes to the end of its list. A record
 *   equal to what is there changes nothing.
 *
 * Seen at once by everybody who watches the site.
 *
 * Returns: the thing's id
 */
guint32 dect_history_put (DectHistory *self,
                          DectRecord  *record);

/**
 * dect_history_remove:
 * @self: a history with an open step
 * @id: a thing; what it owns goes with it (a floor's walls, an RFP's links), other references to it are cleared
 *   (RFPs of a removed floor become unplaced)
 */
void dect_history_remove (DectHistory *self,
                          guint32      id);

/**
 * dect_history_commit:
 * @self: a history with an open step
 *
 * Closes the step. A step that changed nothing leaves no trace: no undo entry, no new generation, no new change date.
 *
 * Returns: whether anything changed
 */
gboolean dect_history_commit (DectHistory *self);

/** dect_history_cancel: closes the open step and takes back what it did */
void dect_history_cancel (DectHistory *self);

/** dect_history_seal: the next step is not merged into the last one (a drag ended, the selection changed) */
void dect_history_seal (DectHistory *self);

/** dect_history_is_open: Returns: whether a step is open */
gboolean dect_history_is_open (DectHistory *self);

/** dect_history_can_undo: Returns: whether there is a step to take back */
gboolean    dect_history_can_undo       (DectHistory *self);

/** dect_history_can_redo: Returns: whether there is a step to do again */
gboolean    dect_history_can_redo       (DectHistory *self);

/** dect_history_get_undo_label: Returns: (transfer none) (nullable): name of the step that undo
 * takes back */
const char *dect_history_get_undo_label (DectHistory *self);

/** dect_history_get_redo_label: Returns: (transfer none) (nullable): name of the step that redo
 * does again */
const char *dect_history_get_redo_label (DectHistory *self);

/** dect_history_undo: takes back the last step; does nothing when there is none */
void dect_history_undo (DectHistory *self);

/** dect_history_redo: does again what was undone last; does nothing when there is none */
void dect_history_redo (DectHistory *self);

/**
 * dect_history_put_one:
 * @self: a history, no step open
 * @record: (transfer full): the thing as it shall be
 * @label: name of the step, translated
 * @merge_key: (nullable): as in dect_history_begin()
 *
 * A step of one change.
 *
 * Returns: the thing's id
 */
guint32 dect_history_put_one (DectHistory *self,
                              DectRecord  *record,
                              const char  *label,
                              const char  *merge_key);

/**
 * dect_history_set_floor_scale:
 * @self: a history with an open step
 * @floor: id of a floor
 * @metres_per_unit: new scale of its plan image, > 0
 *
 * Sets the scale and moves everything on the floor (RFPs, walls, openings, survey points) about the plan's origin, so
 * that it stays where it is on the picture.
 */
void dect_history_set_floor_scale (DectHistory *self,
                                   guint32      floor,
                                   double       metres_per_unit);

/**
 * DectLog:
 *
 * What happened: pushes, exports confirmed as imported, commissioning ticks. A #GListModel of boxed entries wrapped in
 * #DectLogItem, oldest first. It only grows; undo does not touch it. Main thread only.
 */
#define DECT_TYPE_LOG (dect_log_get_type ())
G_DECLARE_FINAL_TYPE (DectLog, dect_log, DECT, LOG, GObject)

#define DECT_TYPE_LOG_ITEM (dect_log_item_get_type ())
G_DECLARE_FINAL_TYPE (DectLogItem, dect_log_item, DECT, LOG_ITEM, GObject)

/** dect_log_item_get_entry: Returns: (transfer none): the entry */
DectLogEntry *dect_log_item_get_entry (DectLogItem *self);

/**
 * dect_log_append:
 * @self: a log
 * @event: stable word, see dect_log_entry_new()
 * @details: (nullable): text of a JSON object, never secrets
 *
 * Adds what happened just now (dect_clock_now()).
 */
void dect_log_append (DectLog    *self,
                      const char *event,
                      const char *details);

/** dect_log_last: Returns: (transfer none) (nullable): the newest entry of @event */
DectLogEntry *dect_log_last (DectLog    *self,
                             const char *event);

G_END_DECLS
