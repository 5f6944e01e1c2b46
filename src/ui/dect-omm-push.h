/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "omm/dect-axi-plan.h"

G_BEGIN_DECLS

/**
 * DectOmmPush:
 *
 * What would be written to the running OMM, record by record with each value before and after, and the button that writes it: the
 * only one in the window that does. Base stations that tried to connect to the OMM, and whose MAC the plan does not have, are given to
 * planned ones here. Errors of the checks block the writing.
 *
 * Signal: written (self), when the dialog was closed and something was written or a MAC was given: what the OMM has should be read
 * again.
 */
#define DECT_TYPE_OMM_PUSH (dect_omm_push_get_type ())
G_DECLARE_FINAL_TYPE (DectOmmPush, dect_omm_push, DECT, OMM_PUSH, AdwWindow)

/**
 * dect_omm_push_open:
 * @parent: (nullable): window above which the dialog is shown
 * @document: the site; its connection is the profile with its uuid, its password in the secrets
 * @system: what the OMM has
 *
 * Returns: (transfer none): the dialog, shown
 */
DectOmmPush *dect_omm_push_open (GtkWindow     *parent,
                                 DectDocument  *document,
                                 DectOmmSystem *system);

/** dect_omm_push_get_plan: Returns: (transfer none): the steps that are shown, and how they went */
const DectAxiPlan *dect_omm_push_get_plan (DectOmmPush *self);

G_END_DECLS
