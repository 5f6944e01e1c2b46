/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-reader.h"

G_BEGIN_DECLS

/* An empty list of DectOmmProblem, which it frees. */
GPtrArray *dect_omm_problems_new (void);

/* Adds one, as long as there are few enough that somebody reads them. */
void dect_omm_problems_add (GPtrArray  *self,
                            guint       line,
                            guint       column,
                            const char *field,
                            const char *format,
                            ...) G_GNUC_PRINTF (5, 6);

void dect_omm_problems_add_valist (GPtrArray  *self,
                                   guint       line,
                                   guint       column,
                                   const char *field,
                                   const char *format,
                                   va_list     args) G_GNUC_PRINTF (5, 0);

G_END_DECLS
