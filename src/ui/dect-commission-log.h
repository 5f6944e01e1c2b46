/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-commission-steps.h"
#include "dect-document.h"

G_BEGIN_DECLS

/**
 * dect_commission_read:
 * @site: a site
 * @states: (out caller-allocates) (array fixed-size=14): state of each #DectStep
 *
 * Replays the events "tick" and "untick", `{"step": id}`, of the site's log. Steps that another version knows are passed over.
 */
void dect_commission_read (DectSite     *site,
                           DectStepState states[DECT_N_STEPS]);

/** dect_commission_tick: notes that a step is done, or not done any more; does nothing when the log says so already */
void dect_commission_tick (DectSite *site,
                           DectStep  step,
                           gboolean  done);

/**
 * dect_commission_log:
 * @site: a site
 * @event: "push", "export" ...
 * @first_member: name of a text or number member
 * @...: its `JsonNode *` (transfer full), more pairs of name and node, %NULL
 *
 * Appends an event with details. Never secrets.
 */
void dect_commission_log (DectSite   *site,
                          const char *event,
                          const char *first_member,
                          ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
